"""Words by which a message speaks of long ago, of a lesson or story, or of adults without a child.

Patterns are for lower-case text with straight apostrophes. A sign is set aside for good reason only, so words that a
message about a child now uses too ("training", "film", "used to") do not do it alone.
"""

from __future__ import annotations

import re

from bot.language.pattern import any_of, either

_NUMBER = r"(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|several|many|a few)"
_OLD_YEAR = r"(?:19\d\d|200\d|201\d|202[0-2])"
_MONTH = r"(?:spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december)"

# Long ago, or over.
PAST = either(
    rf"\b(?:{_NUMBER} )?(?:years?|decades?) (?:ago|back|earlier|clean|sober|abstinent)\b",
    r"\b\w+ months? (?:clean|sober|abstinent)\b",
    r"\b(?:clean|sober|abstinent) (?:for \w+ years|since |\d|\w+ years)",
    rf"\b(?:in|from|of|back in|between|{_MONTH}) {_OLD_YEAR}\b",
    rf"^\W*{_OLD_YEAR}\b",
    r"\bwhen (?:he|she|they|i|we) (?:was|were) (?:a|in|little|small|tiny|young\w*|(?:about )?(?:\d|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:weeks|months)))",
    r"\b(?:historical(?:ly)?|long since|long (?:ago|gone|mended|healed|closed)|(?:fully|all|long|since|now) (?:resolved|sorted|healed|mended|recovered|closed))\b",
    r"\bas a (?:child|kid|baby|toddler|teen\w*|small child|youngster|infant)\b",
    r"\bold (?:complaint|entry|case|plan|file|scar|fracture|marker|crime)\b",
    r"\b(?:first|former) (?:husband|wife|marriage)\b",
    r"\b(?:stopped (?:drinking|using|smoking) (?:\w+ )?(?:years|long|in)|grew out of|no longer (?:drinks|uses|smokes|using|drinking|together|self.?harm\w*|cut\w*|offend\w*))\b",
    r"\b(?:none|no incidents?|nothing) since\b(?! (?:the|he|she|they|mon|tue|wed|thu|fri|sat|sun|last|yesterday))",
    r"\bused to (?:drink|use|self.?harm|cut|argue|fight|row|run away|go missing|steal|smoke|throw|be (?:late|homeless|in care|on drugs|an addict|violent))\b",
)
# Old wording that tells of now, or what a child tells: "told me he used to hit her", "back on the drink".
PAST_IS_THE_SIGN = either(
    r"\b(?:told|tells|telling|said|says|discloses?d?|wrote|drew|asked)\b.*\b(?:used to|when (?:he|she) was)",
    r"\b(?:again|still|back (?:on|to|at|with)|keeps?|reopened|never (?:healed|treated|looked at)|each time|every time|same)\b",
)
# Said of an age or a time that may be past: it is, where the message says that things have moved on.
MAYBE_PAST = any_of(
    r"in (?:his|her|their) (?:teens|twenties|youth|childhood)",
    r"in (?:reception|year \d+|y ?\d+)",
    r"(?:at (?:age )?|aged? )(?:\d|1[0-7])",
    r"previous(?:ly)?|prior|history of|once(?! a)|at the time|back then|used to|ended|resolved|phase",
    r"last (?:year|summer|spring|winter|autumn)|(?:two|three|four|several) (?:summers|winters|christmases) ago",
    r"(?:19|20)\d\d",
    r"when (?:he|she|they) (?:first )?(?:came|started|arrived|joined)|when (?:he|she|they|mum|dad) (?:was|were) (?:small|little|tiny|young)|at (?:eighteen|\d+) months|before (?:she|he|they) came to us",
    r"(?:the )?old (?:flat|place|house|file|log|address|incident log|accident book|school)|last term|in the (?:seventies|eighties|nineties|[6-9]0s)",
    r"previous (?:\w+ )?(?:damage|entry|order|partner)|was healing|(?:her|his) (?:first|own) (?:pregnancy|childhood)|after her first|healed|years? back",
)
MOVED_ON = any_of(
    r"(?:you'd|you would)(?: not|n't) know (?:him|her|it|them)|(?:full|made a full) recovery|nothing since|no (?:trouble|bother|relapse|incidents?) since|not one \w+ since|never again|chest clear|dry as a bone|rehoused|"
    r"signed off|doing (?:well|great|brilliantly)(?= (?:now|in\b|at\b|since)|\W*$)|these days|(?:at|off to) (?:uni|university|college|art school)|getting married|his own (?:kids|daughter|son|children)|her own (?:kids|daughter|son|children)|recovered|long mended|that's finished|says it's finished|"
    r"since then|(?:none|nothing|never|no incidents?) since",
    r"now (?:works|working|settled|happily|married|sober|clean|well|fine|dry|[2-6]\d)",
    r"(?:is|are|'s|aged|age|she's|he's) (?:now )?[2-6]\d(?: now)?|[2-6]\d[mf]? now",
    rf"(?:case|plan|file) (?:long )?closed|closed (?:in )?{_OLD_YEAR}|closed (?:decades|years)",
    r"(?:dry|clean|sober|well|fine|settled|thriving|happy) (?:ever )?since|these days she is|grown up|fully (?:investigated|recovered|resolved)",
    r"weight restored|looked into at the time|superb|thriving|prefect|loves it now|for the (?:transfer|archive|audit)|explaining the old",
    r"looking back|old (?:entry|notes?|case|complaint)|came through it|behind (?:him|her|them)",
)

# Right behind a clause, these date it: "pulled a knife. That was in 2016".
DATED = re.compile(
    rf"\W*(?:that was|it was|that's|must be|this was|back in|in|last one)?\W*(?:\w+ ){{0,2}}?(?:{_OLD_YEAR}\b|{_NUMBER} years? (?:ago|back|since)|years (?:ago|back)|(?:a|the) (?:long|good) while (?:ago|back))"
)

# A clause that only says when what came before it was, and one that speaks of it as over.
ONLY_A_TIME = re.compile(
    rf"\W*(?:(?:about|some|nearly|over|almost|back|that was) )?(?:{_NUMBER} years? (?:ago|back)|years ago|in {_OLD_YEAR}|back in {_OLD_YEAR}|"
    rf"when (?:he|she|they) (?:was|were) (?:about |only |just )?(?:\d+|\w+|a (?:baby|toddler|child)|in (?:reception|nursery|year \d+))|as a (?:baby|toddler|child))\W*"
)
SAYS_IT_IS_OVER = re.compile(
    r"\W*(?:and |but |which |so )?(?:it|that|this|all that|all of it|which|they)?(?:'s| is| was| were| has| have| had)?(?: all| been| long| since| got| now)* (?:sorted|resolved|dealt with|settled|over|closed|finished|put right|behind)\b"
)

# What somebody makes, reads or sits rather than sees.
_MADE = (
    r"(?:training|scenarios?|role.?plays?|role cards?|quiz|essay|assignment|dissertation|policy|policies|handbook|flow ?charts?|leaflets?|posters?|"
    r"assembly|novel|script|podcast|workshop|webinar|presentation|toolbox talk|case stud(?:y|ies)|newsletter|slides?|risk assessment|tutorial|"
    r"simulation|board game|protocol|memoir|short story|talk (?:to|for|on)|display|lesson on|module|cards|bingo|article|cpd)"
)
_MAKING = r"(?:writ|plann|prepar|prepp|updat|review|draft|design|deliver|teach|read|record|mak|build|choos|rewrit|refresh|mark|putt|catalogu|giv|runn)ing"
_TO_MAKE = r"(?:write|plan|prepare|prep|update|review|draft|design|deliver|teach|read|record|make|build|choose|rewrite|refresh|mark|put|give|run)"
HYPOTHETICAL = either(
    r"\bhypothetical\w*|\btheoretically|\b(?:just|purely) in theory|\*in theory\*",
    r"\b(?:fictional|fictitious|made.?up (?:child|case|story|name|example|family|scenario|patient)|all invented|imaginary|invented (?:\w+ )?(?:\d|child|case|patient|family|mum|father|mother|boy|girl|one))",
    r"\bpretend (?:\w+ )?(?:child|case|example|patient|family|referral)|\bnobody real|\bno real (?:child|case|family|patient)",
    r"\b(?:case stud(?:y|ies)|role cards?|vignettes?|e.?learning|training scenarios?|tabletop exercise|learning set|manikin|osce|mrcgp|pacey)\b",
    r"\bmock (?:\w+ ){0,2}(?:chronology|ofsted|interview|referral|inspection|scenario|call|trial)\b",
    r"\b(?:(?:revision|revising|studying) for|revision (?:question|card|notes)|simulation (?:day|brief|session)|sim (?:lab|day|session))\b",
    r"\bmy (?:\w+ )?(?:essay|dissertation|assignment|viva|portfolio)\b|\bessay title",
    r"\b(?:quiz|exam|interview|viva|poll|practice|induction|audit|staff quiz) (?:questions?|next week)\b|\b(?:team|staff) quiz|\btrue or false|\bdrill only|\bpromotion board|^poll:",
    rf"(?:\b(?:i'm|im|we're|i am|we are|i've been|busy|currently)|^)\W*(?:\w+ ){{0,2}}?{_MAKING} (?:\w+ ){{0,6}}?{_MADE}\b",
    rf"\b(?:asked to|need to|want to|going to|trying to|have to) {_TO_MAKE} (?:\w+ ){{0,6}}?{_MADE}\b",
    rf"(?:^|[.!?]\s+)(?:writing|planning|preparing|updating|reviewing|drafting|designing|choosing|looking for|need|making|giving|rewriting|prepping) (?:\w+ ){{0,4}}?{_MADE}\b",
    r"\b(?:for|at|in) (?:our|my|the|next week's|tomorrow's|thursday's|staff|next) (?:\w+ ){0,3}?(?:training|scenario|quiz|essay|leaflet|poster|podcast|workshop|webinar|toolbox talk|newsletter|inset|tutorial) (?:\w+ ){0,3}?(?:about|on|for|with)\b",
    r"\b(?:novel|memoir|soap|documentary|podcast|serious case review|national review) (?:\w+ ){0,6}(?:about|where|in which|whose)\b|\b(?:novel|memoir|documentary|podcast) (?:i|we)\b|\bactors? plays?|\ball actors",
    r"(?<!like )(?<!as if )\bnothing(?:'s| has) (?:actually )?happened(?! (?:in|at|here|since|that))|\bhasn't (?:actually )?happened|\bnobody has actually|\bno live case|\bno one does it|\bnone to report|\bnever had it happen|\bwe have no such|\bnot prompted by|\bisn't about a (?:patient|pupil|child|client) of",
    r"\b(?:journal club|school project|slide \d|novel study|choosing novels|draft policy|policy check|(?:quick|team|straw) poll|pub quiz|course q|template wording|newsletter item|licence test|in my exam|exam in|the story of (?:a|an|two)|crime drama|writing group|learning lunch|inventing|(?<!methadone )(?<!subutex )script for|serious case review)\b",
    r"\b(?:thinking ahead|consultation draft|brand standards|workbook|picture the scene|what.?if for)\b",
    r"(?:^|[.!?:]\s+)(?:so |and |ok |hi |hello |just )?(?:suppose|supposing|imagine|what if|let's say)\b(?!.*\bsaid)",
)
REAL = any_of(
    r"not (?:a )?(?:hypothetical\w*|training|scenario|drill|exercise|theoretical|made.?up|fiction\w*)",
    r"this is real|this is true|real (?:child|case|family|boy|girl|life)|actually (?:happening|happened)",
)

_GROWN = r"(?:grown(?:.?up)?|adults?(?: (?:themselves|now|anyhow))?|flown|left home|in (?:his|her|their) (?:twenties|thirties|forties|fifties|sixties|[2-6]0s)|over (?:18|eighteen)|[2-7]\d)"
# Said outright: there is no child here.
NO_CHILD = any_of(
    r"(?:no|never any) (?:\w+ )?(?:children|kids|kiddies|child|offspring|dependants?|dependents?|minors|under.?18s|young (?:people|family|ones|children)|grandchildren|little ones|bairns|one (?:under|younger))(?! (?:\w+ )?(?:should|would|deserves|needs))",
    r"childless|child.?free|adult.?only|adult matter|nothing to do with (?:children|kids)|not (?:a )?child(?:ren)?(?:'s)? (?:matter|case|related|one)|isn't children's|no link with any pupil",
    r"(?:nobody|no one|noone) (?:\w+ )?(?:younger|under (?:18|eighteen)|else (?:lives|at home|in the))",
    r"(?:neither|none) (?:of them )?(?:has|have|with) (?:kids|children)|both (?:\w+ )?childless",
    r"(?:hasn't|haven't|doesn't have|don't have|never had|without|not got) (?:any )?(?:kids|children|family)|no family(?: at all)?(?=\W*$|[.,;]| at all)",
    rf"(?:kids|children|sons?|daughters?|they|all)(?:'s| are| is|,)? (?:all |both |long |now |the |aged |of |\d\d and )*{_GROWN}",
)
ADULT = either(
    r"\b(?:2[5-9]|[3-9]\d) ?(?:m|f|yo|y/o|yrs?|year.?olds?)\b|\b(?:1[89]|2[0-4]) ?(?:yo|y/o|yrs?|year.?olds?)\b",
    r"\b(?:man|woman|male|female|bloke|lady|gentleman|lodger|tenant|client|patient|pt|guest|student|neighbour|colleague|staff|husband|wife|victim|suspect|resident|drinker|volunteer|governor|flatmate|he|she|aged|boy)s?(?:'s|,| is| of| aged?| are| about| \(\w+|,? adult,)* (?:1[89]|[2-9]\d)\b(?! ?(?:/|weeks|wks|months|mths|days|%|mins?|minutes))",
    r"\bin (?:his|her|their) (?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b|\b[3-9]0s\b|\b[3-9]\dish\b",
    r"\b(?:past|over|nearly|about|around) (?:thirty|forty|fifty|sixty|seventy|eighty|ninety)\b|\b(?:forty|fifty|sixty|seventy|eighty) or so\b",
    r"\b(?:pensioners?|elderly|retired|care home|lives? (?:alone|by (?:him|her)self|on (?:his|her) own)|adult (?:patient|client|student|learner|grievance|social care|line|number)|datix)\b",
    r"\bmy own (?:sister|brother|mother|mum|dad|father|husband|wife|partner)\b",
    r"\bone of (?:our|the) (?:\w+ )?(?:staff|caretakers?|drivers?|volunteers?|cleaners?|teachers?|receptionists?|nurses?|porters?|cooks?)\b",
    r"^(?:mr|mrs|ms) \w\b|, (?:2[5-9]|[3-9]\d)[,.]",
)
# What grown people do to somebody who is only "her" or "him".
TO_SOMEBODY = re.compile(
    r"\b(?:men|man|m[ae]les?|blokes?|lads?|fellas?|adults?|people|guys?|boyfriend|one|someone|somebody)\b[^.!?]{0,60}?\b(?:pick\w*|giv\w+|gave|buy\w*|bought|send\w*|sent|driv\w+|drove|messag\w+|meet\w*|met|wait\w* for|follow\w*|invit\w+|touch\w*|tak\w+|took|collect\w*|pay\w*|paid) (?:for )?(?:her|him|them)\b"
)
CHILD = either(
    r"\b(?:child(?:ren)?(?:'s)?|kids?|school(?:boy|girl|kid)s?|boys?|girls?|lads?|lass(?:es|ie)?|bab(?:y|ies)|bairns?|toddlers?|infants?|newborn|pupils?|teen\w*|twins|siblings|brothers?|sisters?|sons?|daughters?)\b",
    r"\b(?:under.?18s?|reception|nursery|school|lac|care leaver|foster\w*|placement|booking at|scans?|pregnan\w*|unborn|y(?:ear|r)? ?\d{1,2})\b",
    r"\b(?:[0-9]|1[0-7]) ?(?:yo|y/o|yrs?|year.?olds?|months?|mths?|weeks?|wks?|days?)(?: old)?\b|\b\d{1,2}/(?:12|52|40)\b|\b\d\d? ?m\b",
    r"\b(?:he|she)(?:'s| is) (?:just |only |nearly |about )?(?:[1-9]|1[0-7])\b(?! ?(?:stone|hours|minutes|mins|st\b|%|weeks? (?:gone|pregnant)))|raising (?:\w+ ){1,2}of them",
    r"\b[fm](?:[0-9]|1[0-7])\b|\b(?:[0-9]|1[0-7])[fm]\b|\b(?:thir|four|fif|six|seven|eigh)teen\b",
    r"\b(?:is|of|aged|age|she's|he's) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:of|at|in))|\b\w+.year.?olds?\b",
    r"\b(?:grandson|granddaughter|grandchild\w*|niece|nephew|young (?:person|people)|mums?|mams?|mothers?|mummy|dads?|fathers?|parents?|step\w+|little ones?|youngest|eldest)\b",
    r"(?:^|[\s,(-])(?:[2-9]|1[0-7])(?=[\s,.)]*(?:$|[.,;)]))",
)
