"""The names of signs in the words of the trade ("at risk of FGM", "county lines", "?NAI"), by the indicator they name.

Patterns are for lower-case text with straight apostrophes.
"""

from __future__ import annotations

import re

from bot.language.pattern import either

# Word for word, by indicator.
SIGN_NAMES: dict[str, re.Pattern[str]] = {
    "victim_of_crime": either(
        r"\b(?:risk of|concern\w*(?: of| about| re| for)?|fear\w*|worr\w+ (?:about|of)|suspect\w*|possible|likely|(?<!mum )(?<!mother )ha[ds]|undergo\w*|undergone|subjected to|disclos\w+|planned|taken for|abroad for)(?: \w+){0,4} (?:fgm|female genital mutilation|female circumcision)\b",
        r"\bfgm (?:risk|concern|fear|disclosure|on|in|to|has|was|is planned|planned|abroad)\b(?! (?:form|assessment|tool|training))",
        r"\bspecial cut\b|\b(?:the|an old|old) cutter\b|\b(?:cutting|circumcision) (?:ceremony|party|season)\b|\b(?:girls?|daughters?|she|she's|her|sisters?|twins)\b(?:(?!\b(?:sons?|boys?|brothers?|he|grandsons?|nephews?)\b)[^.!?]){0,60}\b(?:been|be|being|gets?|getting|was|were) (?:cut (?:down there|abroad|as|at|when)|sewn(?! up)|circumcised|made (?:clean|pure)|purified)\b",
        r"\bforced (?:in)?to (?:a )?marr\w+|\bforced marriage\b|\bmade to marry\b|\bmarried off\b|\bunderage marriage|\bchild marriage",
        r"\bhonou?r.?based (?:abuse|violence)|\bso.?called honou?r\b|\bhb[va]\b|\bbreast (?:ironing|flattening)|\bvirginity test",
        r"\btraffick(?:ed|ing)\b|\bmodern (?:day )?slavery\b|\bdomestic servitude\b|\b(?:forced|child) labour\b|\blabour exploitation\b|\bdebt bondage\b|\bcuckoo(?:ed|ing)\b",
        r"\b(?:accused of (?:being a )?witch\w*|witchcraft|spirit possession|exorcis\w+)\b",
    ),
    "violent_or_criminal": either(
        r"\bknife carrying\b|\bpossession of (?:a )?(?:bladed article|knife|offensive weapon)|\bserious (?:youth )?violence\b|\bchild.on.child sexual|\bsibling sexual abuse|\bsexually abus\w+ (?:his|her) (?:\w+ )?(?:sister|brother|sibling|cousin)",
        r"\bradicali[sz](?:ed|ation|ing)\b|\bextremis(?:m|t)\b|\bprevent (?:concern|referral|worry)|\bneo.?nazi|\bisis\b|\bdaesh\b|\bterrorism\b|\bterrorist (?:group|attack|material|propaganda|views?|videos?|content)|\bfar.?right\b|\bincels?\b",
        r"\bcounty.?lines?\b|\b(?:drug.?runn(?:er|ing)|running (?:drugs|packages|gear))\b|\btrap house|\bgang (?:affiliat\w*|involve\w*|member\w*|nominal)|\bcriminal(?:ly)? exploit\w*|\bcce\b",
        r"\bharmful sexual behaviou?rs?\b|\bsexually harmful behaviou?r|\bhsb\b|\bfire.?setting\b",
        r"\b(?:drug |used as a )?courier (?:by|for)\b|\bhold(?:ing)? (?:drugs|weapons|a gun|packages)\b",
    ),
    "sexual_exploitation": either(
        r"\bcse\b|\bsexual(?:ly)? exploit\w*|\b(?:being |been |online |was |is )groom(?:ed|ing)\b|\bsextort\w*|\b(?:csam|iioc)\b|\bindecent images of\b",
        r"\b(?:registered |convicted |known )?sex(?:ual)? offender\b|\brso\b|\bschedule (?:1|one) offender|\bperson posing a risk|\bshpo\b",
    ),
    "unexplained_injury": either(
        r"\bbaby (?:was |has been )?shaken\b|\bshaken by (?:(?:his|her|the) )?(?:dad|mum|father|mother|partner|boyfriend|carer)\b|\bcigarette burns?\b|\b(?:slap|belt|loop|ligature|buckle|whip|cord) marks?\b|\blinear (?:marks?|bruis\w+)",
        r"\b(?:skull|spiral|metaphyseal) (?:fractures?|#)|\bsubdural\w*|\bretinal h[ae]\w+",
        r"\b(?:fabricated|induced)(?: (?:or|and|/) ?induced)? illness|\bfii\b|\bmunchausen\w*|\bperplexing presentations?\b",
        r"\bnon.?accidental (?:injur\w*|head)|\bnai\b|\bshaken (?:baby|infant)|\babusive head trauma",
        r"\bnon.?mobile (?:baby|infant|child)\b.{0,40}\b(?:bruis\w*|marks?|injur\w*|fractur\w*)|\bbruis\w*.{0,30}\bnon.?mobile\b",
    ),
    "disclosure_of_abuse": either(
        r"\b(?:disclos\w+|allegations?|alleg\w+)\b(?: \w+){0,4} (?:sexual|physical|emotional|child)(?:ly)? (?:abus\w+|assault\w*|harm\w*|chastis\w+)",
        r"\bphysical(?:ly)? chastis\w+|\b(?:being|been|was|is|were) (?:sexually|physically|emotionally) abused\b",
    ),
    "domestic_abuse_pregnant_or_risk": either(
        r"\bnon.?fatal strangul\w+|\bhigh.?risk (?:marac|da\b|dv\b|domestic)|\bmarac (?:case|referral|family|heard|listed)\b|\b(?:da|dv|domestic (?:abuse|violence)) (?:in|during|whilst|while) pregnan\w+|\bstalk(?:ed|ing) by (?:an? |her |his |mum's )?ex\b",
    ),
    "health_deterioration_no_advice": either(
        r"\b(?:medical(?:ly)?|dental) neglect\w*\b|\beating disorder\b.{0,50}\b(?:refus\w+|untreated|declin\w+|den(?:y|ies|ying))\b",
    ),
    "neglect_poor_parenting": either(
        r"\b(?:chronic|physical|severe|possible|suspected|signs of|concern\w* (?:about|of|re|for|around)) neglect\b|^neglect\b|\bneglect (?:concern|worr)\w*",
    ),
    "parents_not_coping": either(
        r"\bparental mental (?:ill.?)?health\b",
    ),
    "substance_misuse": either(
        r"\bparental (?:substance|drug|alcohol) (?:mis)?use\b|\b(?:mum|dad|parents?|mother|father)'?s? (?:substance|drug|alcohol) misuse\b",
    ),
    "missing": either(
        r"\b(?:child|asylum|unaccompanied|uasc)\b.{0,30}\b(?:disappeared|absconded|vanished)\b",
    ),
    "refuses_services": either(
        r"\b(?:parents?|family|mum|dad|carers?) (?:have |has |are |is )?refus\w+ (?:all |any )?(?:contact|support|services|help|visits|access|consent|to engage)\b",
    ),
    "poor_engagement": either(r"\bwnb\b|\b(?:was|were) not brought\b|\bdid not attend\b|\bdna'?d?(?: ?x ?\d| \d)"),
}
# What may be danger, and nobody can tell from words: a parent's illness that takes in the child, an attempt at suicide or
# a plan of it, a small child who has swallowed drugs.
_CHILD = r"(?:(?:the|her|his|their|my|a)? ?(?:\w+ )?(?:baby|child|children|kids|son|daughter|boy|girl|toddler|newborn|twins|year.?old|unborn)|he|she|him|her|they|them)"
MAY_BE_DANGER = either(
    rf"\b(?:thinks?|thought|believes?|believed|convinced|insists?|says?|said|sees?|seeing|delusion\w*)\b(?: that| of| about)? ?(?:\w+ )?{_CHILD} (?:is|are|was|were|has|have|had|'s|being)(?: been)? (?:\w+ )?(?:evil|possessed|demon\w*|cursed|bewitched|swapped|replaced|switched|poison\w*|not (?:hers|his|real|human|theirs)|dead inside|the devil|a devil|satan|an impost\w+|the antichrist|a robot|bad spirit)",
    rf"\bvoices?\b.{{0,40}}\b(?:harm|hurt|kill|drown|drop|smother|get rid|against)\b.{{0,15}}{_CHILD}|\b(?:better off|safer|happier) (?:in heaven|with (?:god|jesus|the lord|the angels))\b",
    rf"\b(?:psychos\w*|psychotic|delusion\w*|schizo\w*|paranoi\w*|manic|postpartum)\b.{{0,80}}\b(?:about|involv\w+|towards?|includ\w+|incorporat\w+|regarding) {_CHILD}",
    rf"\b(?:demon|devil|evil spirit|curse|jinn)\b.{{0,30}}\b(?:in|inside|out of|from|into) {_CHILD}\b",
    r"\b(?:attempted|attempts|attempting) (?:suicide|to (?:kill|hang|drown|end))|\bsuicide attempt|\bhanging attempt|\battempted hanging|\btried to (?:kill|hang|drown|strangle) (?:him|her|them)sel\w+|\b(?:he|she|they|child|girl|boy|pupil|yp|\d+) (?:has |have |had )?(?:took|taken|taking) (?:an? )?(?:\w+ )?overdose\b(?! and died)|\b(?:has|had|he|she) overdosed\b|\boverdose (?:last night|yesterday|today|this morning|at the weekend|on \w+day)",
    r"\bsuicid\w+\b[^.!?]{0,30}\b(?:with|has|having|and)(?: a| clear| specific| the)* (?:plans?|intent\w*|means|method|date)\b|\bsuicide (?:note|pact|plan)\b",
    r"\b(?:toddler|baby|infant|child|[1-6] ?(?:yo|y/o|yrs?|year.?old))\b.{0,25}\b(?:ingest\w*|swallow\w*|drank|drunk|ate|eaten)\b.{0,25}\b(?:methadone|heroin|cocaine|crack|cannabis|edibles?|ecstasy|mdma|opiates?|diazepam|drugs|morphine|subutex|spice)\b",
)
QUESTION = re.compile(
    r"^\W*(?:(?:hi|hello|hey|please|and|so|but)\W+)*(?:who|what|what's|whats|how|when|where|where's|which|why|do|does|did|is (?!being|now|at|in|on)|are (?!being|now|at|in)|can|could|should|would|will|is it|am i|has anyone|have you|have we|need|looking for|any)\b"
)
# What is taught, written or read about rather than seen.
PAPER = re.compile(
    r"\b(?:forms?|protocols?|polic(?:y|ies)|training|trained|webinar|essays?|flash.?cards?|leaflets?|posters?|slides?|guidance|guidelines?|pathways?|toolkits?|tools?|helpline|"
    r"thresholds?|procedures?|rota|duty|mandatory|induction|cpd|course|module|quiz|assembly|film|book|lesson|workshop|guardian|newsletter|display|strategy|definition|meaning|acronym)\b"
)
SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|yp|mine)\b")
