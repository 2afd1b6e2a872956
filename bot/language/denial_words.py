"""Words that deny what stands after or before them, words that only look so, and words at which a denial ends.

All are patterns over lower-case text with straight apostrophes. They serve notes of health staff ("denies", "nil",
"ruled out") as well as everyday English ("wasn't", "never had"). They are about English, not about advice.
"""

from __future__ import annotations

import re

_BE = r"(?:is|are|was|were|be|been|being|has been|have been|had been)"
_N_T = r"(?:is|are|was|were|has|have|had|does|do|did|ca|could|would|should|wo)n'?t"
_SEEN = (
    r"(?:seen|found|present|identified|noted|demonstrated|evident|observed|appreciated|felt|heard|detected|visuali[sz]ed|"
    r"visible|apparent|reported|recorded|palpable|palpated|elicited|reproducible|there(?= ?(?:$|[.,;)]| now\b| today\b| any\b))|the case|an issue|a problem|a concern|"
    r"mentioned|disclosed|suspected|indicated|suggested|confirmed|witnessed|picked up|documented|established|described|"
    r"an option|obvious|discernible|likely|considered likely|thought likely|felt likely|endorsed)"
)

# They hold a word of denial and deny nothing: "no change in his pain", "not only", "cannot be ruled out".
LOOKS_LIKE_DENIAL = re.compile(
    r"\b(?:"
    r"no (?:(?:significant|interval|definite|suspicious|appreciable|real|further|substantial|clinically|major|obvious|great|much|evident|marked|apparent|overall|visible) ){0,2}"
    r"(?:change|changes|increase|decrease|reduction|improvement|relief|progression|difference|let.?up|recovery|resolution)\b(?: in| of| from| to)?|"
    r"no (?:\w+ )?(?:reasons?|explanation|account|idea|clue|answer)\b(?! to (?:suspect|think|believe|suppose|worry))(?! of)(?: \w+)?(?: for| why| how| where| what| who| when)?|"
    r"no (?:further|doubt|wonder|matter|secret|surprise|joke|stranger to|small|less than|more than|later than|sooner)\b|"
    r"no\.? ?\d+\b|nos?\.(?= ?\d)|"
    r"no (?:only|certain|longer than)\b|not (?:only|just|merely|simply|solely|limited to|necessarily|certain|sure|clear(?! of)|known(?! to| for)|to mention|uncommon\w*|unusual\w*|unlike\w*|infrequent\w*|unreasonabl\w*|"
    r"the first|for the first|the only|because|unless)\b(?: (?:if|whether|that|why|how|what|where|when|time))?|"
    r"(?:not|"
    + _N_T
    + r"|cannot|unable to|never) (?:\w+ ){0,2}(?:caus\w+|drain\w*|extend\w*|resolv\w+|improv\w+|heal(?:ed|ing)?|reliev\w+|subsid\w+|go(?:ne)? away|"
    r"abat\w+|worsen\w*|chang\w+|help\w* (?:with|the|his|her)|control\w+|respond\w* to|tolerat\w+)\b|"
    r"(?:not|"
    + _N_T
    + r"|cannot|unable to|hard to|difficult to|impossible to|yet to)(?: (?:yet|be|been|fully|entirely|completely|definitively|reliably|\w+ly|yet been)){0,2} (?:(?:rule|ruled|ruling)(?: \w+)? out|excluded?)\b|"
    r"(?:not|"
    + _N_T
    + r"|cannot|never|no.?one|nobody|unable to|refus\w+ to)(?: (?:really|quite|yet|even|to|able|want|wants|has|would|will|could|can|been|seems?|really)){0,3} (?:know(?! of| to)|knows(?! of)|recall\w*|remember\w*|explain\w*|account for|understand\w*|"
    r"tell (?:me|us|how|when|where|why|what|if|whether|anyone)|say (?:who|how|why|when|where|what|if|whether)|decide|work out)\b(?: (?:if|whether|how|why|where|when|who|what))?|"
    r"(?:not|"
    + _N_T
    + r"|never|cannot) (?:\w+ )?(?:deny|denies|denied|doubt\w*|dispute\w*|without|rule out|ignore\w*|help (?:but|noticing|worrying))\b|"
    r"(?:might|may|need|could) not (?:have|be)?\b|"
    r"gram.negative|rh(?:esus)?.negative|false.negative|negative (?:feelings?|thoughts?|comments?|attitude|symptoms|pressure|balance|impact|effect|experiences?|relationship)|"
    r"without (?:difficulty|further|delay|warning|exception|fail|doubt|any (?:further|warning|difficulty))\b|"
    r"rule[- ]?out\b|r/o\b|(?:be|needs?|await\w*|pending) (?:\w+ )?(?:ruled|excluded)(?: out)?\b|"
    r"if not|whether or not|or not\b|why not|not if\b|nothing (?:but|else|short of|other than|more than)\b|none (?:too|the less)|nonetheless|"
    r"no (?:one|body) (?:knows|can say)|in no time|free (?:school|meals?|time|hours?|period|nursery|place|of charge|fluid|air|standing)|feel free|sugar.free|free t\d"
    r")"
)

# A denial of what comes after it.
DENIES_AFTER = re.compile(
    r"(?:\b(?:"
    r"(?:strongly |firmly |repeatedly |specifically |both |all |again )*(?:denies|denied|denying|deny|denial of)|"
    r"no(?! longer)|not|nil|never|without|w/o|w/out|neither|nor|none(?= of\b)|nothing|nobody|no.?one|no longer|cannot|"
    + _N_T
    + r"|"
    r"negative (?:times \w+ |x ?\d+ ?)?(?:for|to)|neg for|-ve for|(?:clinically )?clear of|free (?:of|from)|devoid of|absence of|absent(?= \w+ (?:pulses?|sounds?|reflex\w*|breath))|"
    r"lack of|lacks|lacking|rules? out(?= \w)|(?:ruled|ruling) (?:\w+ )?out(?: for)?(?= \w)|exclud(?:es|ed)(?= \w)|"
    r"fail(?:s|ed|ing|ure) to (?:reveal|show|demonstrate|identify|find|detect|disclose|suggest|confirm|elicit|yield)|"
    r"unable to (?:see|find|feel|palpate|appreciate|detect|identify|hear|demonstrate|elicit)|"
    r"unremarkable for|rather than|instead of|as opposed to|(?:highly |very |most )?unlikely(?: to (?:be|have|represent))?|"
    r"doubt(?:s|ed|ful)?(?: for| that)?|hardly|ain'?t|declin(?:es|ed) (?:any|to report)|n[ka]d[ka]?|refut(?:es|ed)"
    r")\b|\(-\))"
)

# A denial of what comes before it.
DENIES_BEFORE = re.compile(
    r"\b(?:"
    + _BE
    + r" (?:\w+ )?(?:ruled out|excluded)|(?:ruled out|excluded)(?= ?(?:$|[.,;)]| by\b| at\b| on\b| with\b| after\b))|"
    r"(?:(?:"
    + _BE
    + r" |there )?(?:not|never|n't)|"
    + _N_T
    + r")(?: (?:been|be|to be|\w+ly|at all|any longer))*(?: (?:be|been))? "
    + _SEEN
    + r"(?! (?:previously|before|until|on (?:the |his |her )?(?:prior|previous|earlier|old)))|no longer "
    + _SEEN
    + r"|"
    r"(?<=[-:] )(?:no|never|nil|none|denies|denied|neg|negative)(?= ?(?:$|[.,;)]))|"
    r"none (?:"
    + _SEEN
    + r"|today|at present|now|currently|known)|none(?= ?(?:$|[.,;)]))|nil(?: "
    + _SEEN
    + r"| today| of note| noted)?(?= ?(?:$|[.,;)]))|"
    r"nad\b|(?:"
    + _BE
    + r" )?(?:all |both |entirely |completely |otherwise |essentially |again |also )*(?:negative|neg|-ve)(?! (?:times \w+ |x ?\d+ ?)?(?:for|to)\b)|"
    r"(?:"
    + _BE
    + r" )?absent|(?:"
    + _BE
    + r" )?(?:highly |very |most |extremely |felt to be |thought to be |considered )*(?:unlikely|doubtful|improbable)(?! to\b)|"
    r"(?:"
    + _BE
    + r" )?denied(?= ?(?:$|[.,;)]| by\b| at\b| again\b| today\b| in\b| on\b))|(?:denies|denied) (?:this|these|it|that|all|both|same)(?= ?(?:$|[.,;)]))|denies(?= ?(?:$|[.;)]))|"
    r"(?:never|did ?n[o']t|has ?n[o']t|have ?n[o']t|had ?n[o']t) (?:happen\w*|occurr?\w*|taken? place|develop\w*|recur\w*|existed|materiali[sz]ed?)|not so|no such thing|"
    r"(?<=[a-z])[- ]free(?! (?:of|from|time|school|meals?|hours?|t\d|fluid|air))|"
    r"(?:there )?" + _BE + r" no(?:ne)?(?= ?(?:$|[.;)]))"
    r")"
)

# Where a denial that came before ends.
ENDS_DENIAL = re.compile(
    r"\b(?:but|however|nevertheless|nonetheless|yet(?! (?:been|had|seen))|although|though|tho|still|except(?:ing)?(?: for| that)?|save for|apart from|aside from|other than|beyond|besides|"
    r"until|unless|because|cos|as (?:there|he|she|they|it) (?:is|are|was|were|has|have|had)|since (?:he|she|they|the|his|her|mum|dad|last|\d)|so(?! (?:far|much|many|long|called|often|as|bad|well|soon))|despite|in spite of|notwithstanding|"
    r"which|who|whose|whereas|while|whilst|even though|instead(?! of)|only that|"
    r"secondary to|due to|owing to|on account of|attribut\w+ to|as (?:a|an|the) (?:\w+ )?(?:cause|source|reason|etiology|aetiology|origin)|"
    r"(?:cause|source|reason|etiology|aetiology|origin|explanation)s? (?:of|for)(?! (?:concern|worry|alarm|suspicion))|causing|trigger(?:ed)? (?:event )?(?:for|by)|responsible for|to (?:account for|explain)|"
    r"(?:now|then) (?:has|have|had|is|was|presents|complains)|presents? with|presented with|presenting with|complain\w* of|c/o|admits?(?: to)?|admitted (?:to|that)|positive (?:for|finding)|"
    r"(?:is|was|are|were) (?:positive|remarkable|notable|significant|concerned)|history (?:is )?(?:significant|positive|remarkable)|"
    r"status.post|s/p)\b|[;\n\u2013\u2014]| - |(?<=\w)\.{2,}|(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bvs)(?<!\bpt)(?<!\be\.g)(?<!\bi\.e)(?:[.!](?=\s|$)|\?(?=\s|$)(?!\s*(?:none|no|nil|never|denies|denied)\b))"
)
