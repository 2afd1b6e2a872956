"""Words by which a message says who it is about and how things stand.

Patterns are for lower-case text. They are about English, not about advice, so they live with the code that reads it.
"""

from __future__ import annotations

import re

from bot.language.pattern import either

_HELP = r"(?:support|help|plan|tafs?|early help|family work\w*|social work\w*|worker|intervention|input|visits|sessions|course|mentoring|services|cin|cp|everything)"
# Things go on although somebody helps.
DESPITE_HELP = either(
    rf"\b(?:despite|in spite of|for all|even (?:with|after|though))\b(?: \w+){{0,6}}? (?:{_HELP}|help\w*|meetings?|referrals?|reminders|team|service|nurse|visitor|offers?|agencies|everyone)\b",
    r"\bstill (?:the same|no (?:better|change|improvement))|\bno (?:better|change|improvement|difference|progress) (?:after|since|despite|for all|in spite)",
    rf"\b(?:after|since|for)? ?(?:\w+ ){{0,4}}(?:months?|weeks?|years?|sessions?|visits?|terms?) (?:of|on) (?:\w+ ){{0,4}}{_HELP}\b.{{0,60}}\b(?:still|no better|no change|worse|not|nothing|never|same|thinner|than ever|back to)\b",
    rf"\b{_HELP} (?:\w+ ){{0,4}}(?:in place|involved|ongoing|running|open|since)\b.{{0,60}}\b(?:(?:but|yet|and) (?:\w+ ){{0,4}}(?:still|no better|worse|not|the same)|nothing (?:is|has|'s) )",
    r"\btried everything|\bnothing (?:has |is |'s )?(?:changed|works|worked|helps|helped|improved|better|different)|\bkeeps? coming back|\bback to square one|\b(?:getting|got) worse (?:despite|even|since|after)",
    rf"\b{_HELP}\b.{{0,30}}\b(?:but|yet) (?:things|it|he|she|they)\b.{{0,20}}\b(?:worse|still|same)\b",
    r"\bsame (?:issues|problems|concerns) (?:again|as|after|year)|\b(?:second|third|fourth|fifth|sixth) (?:round|lot|plan|referral|course) (?:of|on|and|with|since|in)\b.{0,60}\b(?:still|same|back|again|no)\b",
)
_FOODLESS = r"(?:eaten|fed|had (?:any |anything |a )?(?:food|to eat|meal|drink))"
# No food, no warmth, no care: too severe for a meeting, whatever its name.
SEVERE_NEGLECT = either(
    r"\bno food (?!allerg|intoleran|bank|issues)(?:in|at|of any|for|all|today|since|whatsoever|to )|\bnothing (?:in |there )?to eat\b|\bno (?:milk|formula) (?:in|for|left|since)|\bwithout (?:food|a meal|water|heating|electric\w*|milk)\b",
    r"\b(?:fridge|cupboards?|kitchen|freezer|larder)s?(?: \w+){0,3} (?:empty|bare)\b|\b(?:empty|bare) (?:fridge|cupboards?|kitchen)",
    rf"\b(?:not|hasn't|haven't|hadn't|has not|have not|nothing)(?: been| had)?(?: \w+)? {_FOODLESS}(?: \w+){{0,3}} (?:since|for (?:two|three|2|3|\d+|a few|several|days|a day)|all day|today)|\bhad nothing (?:\w+ )?since\b|\b(?:hasn't|haven't|not|has not) (?:\w+ )?eaten since\b",
    r"\bno (?:heating|heat|electric\w*)\b|\bno gas (?:or|and|for|since)\b|\bno (?:electric|gas|heating),? (?:or|and|no) |\b(?:like a fridge|freezing|ice (?:inside|on the inside))\b.{0,60}\b(?:no heating|no heat|coats? (?:in|to) bed|in coats)",
    r"\bstarv(?:ing|ed|es)\b|\bseverely (?:underweight|malnourished)|\bmalnourish\w*|\bemaciated|\bskin and bones?\b|\bribs (?:showing|sticking)|\beat(?:s|ing)? (?:out of|from)? ?(?:the )?bins?\b|\bscaveng\w+",
    r"\b(?:faeces|excrement|poo|sewage|dog (?:mess|dirt|muck|poo)|cat (?:mess|dirt|litter)|human waste)\b(?:,? \w+){0,6},? (?:floors?|walls?|beds?|mattress\w*|cot|carpets?|bedding)|\bmattress\w* (?:\w+ )?soaked",
    r"\blying in (?:his|her|their|its) own (?:\w+ )?(?:urine|faeces|wee|poo|mess|vomit|sick)|\bmaggots?\b|\binfested\b",
    r"\b(?:left|sat|been|lying) in (?:the |a )?(?:same|dirty|soiled|sodden) nappy\b|\bsame nappy\b.{0,40}\b(?:all day|days|since|overnight)|\bnappy\b.{0,40}\bnot (?:been )?changed (?:all day|for|since)|\bnappy rash\b.{0,20}\b(?:bleeding|raw)",
    r"\b(?:strapped|tied|shut|locked|left) (?:\w+ ){0,4}(?:all day|for hours|for days)\b.{0,40}\b(?:without|no) (?:\w+ )?(?:food|drink|water|nappy)",
    r"\b(?:gas|electric\w*|heating|power|boiler)(?:'s| is| has| was| have| were)?(?: been)? (?:off|cut off|disconnected|capped|broken)\b.{0,25}\b(?:since|weeks?|months?|days|all winter)\b",
    r"\bice (?:on the )?(?:inside|in) (?:of )?(?:(?:the|her|his|their) )?(?:\w+ )?windows?\b|\bnever (?:any )?(?:hot )?food (?:in|at|there)\b",
    r"\b(?:not|n't) been (?:changed|fed|held|washed|picked up)\b.{0,40}\b(?:all (?:day|night|morning|weekend)|for (?:hours|days)|since)\b",
    r"\bnobody (?:looks after|feeds|changes|cares for|washes) (?:her|him|them|the (?:baby|kids|children|little ones))\b",
    r"\bbetween (?:them|the \w+ of them)\b.{0,30}\b(?:till|until) (?:pay ?day|(?:the )?benefits?|universal credit|uc|giro|\w+day)\b",
)
# Two stories of one thing.
_TELLS = r"(?:says?|said|reckons?|tells? (?:us|me)|told (?:us|me|staff)|claims?|claimed|thinks?)"
_WHO = r"(?:mum|mam|mother|dad|father|parents?|stepdad|step.?dad|stepmum|nan|nana|gran|grandma|carer|partner|boyfriend|child|boy|girl|he|she|brother|sister|lad)"
ACCOUNTS_DIFFER = either(
    rf"\b{_WHO} {_TELLS}\b[^.;]{{2,60}}[,;] ?(?:but |and |while |whereas )?(?:the )?{_WHO} {_TELLS}\b(?! (?:the same|so too|yes))",
    r"\b(?:story|stories|account|accounts|version|versions|explanation|explanations)\b(?: \w+){0,4} (?:chang\w+|differ\w*|keeps? changing|conflict\w*|inconsistent|(?:do|does)(?:n't| not) (?:match|add up|fit|agree|tally))",
    r"\b(?:two|three|2|3|several|different|conflicting|contradictory|inconsistent) (?:different |conflicting )?(?:stories|accounts|versions|explanations)\b",
    r"\bfirst (?:he|she|mum|dad|they|it was)\b[^.]{2,50}\bthen (?:he|she|mum|dad|they|it was)\b",
    rf"\b{_WHO} {_TELLS} one thing\b[^.]*\banother\b|\b(?:don't|doesn't|do not|does not) (?:match|tally|agree) (?:with )?(?:what|each other|his|her|the)",
)
ACCOUNTS_AGREE = either(
    r"\b(?:account|story|version|explanation)s? (?:is |was |were |are |all )*(?:the same|consistent|match\w*|agree\w*)",
    r"\bsay the same|\bsaid the same|\bboth say\b|\bsame (?:story|account)|\bsaw it happen",
)
UNBORN = either(
    r"\b(?:unborn|pregnan\w*|expecting (?:a baby|her|their|twins|again|in|another)|expectant|(?:her|baby|the) bump\b(?! (?:on|to|was|is on))|antenatal|late booker|gravid)\b",
    r"\b\d{1,2} ?/ ?40\b|\b(?:\d{1,2}|three|four|five|six|seven|eight|nine) ?(?:wks|weeks|months|mths) (?:gone|pregnant|gestation|along)\b",
    r"\b(?:new )?(?:baby|twins) (?:is |are )?due\b|\bdue date\b|\bbooking (?:appointment|at \d)|\b(?:having|having her|carrying) (?:a|another|her|his) baby\b",
)
# A pregnancy of then: the child is born.
PREGNANT_THEN = either(
    r"\bwhen (?:she|mum|i) was (?:pregnant|carrying|expecting)\b",
    r"\b(?:during|in|throughout) (?:her|the|that|this) pregnancy (?:with|of)\b",
    r"\b(?:was|were) pregnant (?:with|at the time)",
)
_COUNT = r"(?:two|three|four|five|six|seven|2|3|4|5|6|7)"
SEVERAL = either(
    r"\b(?:children|kids|siblings|twins|triplets|brothers|sisters|little ones|bairns|both (?:girls|boys|of them|kids))\b",
    rf"\b{_COUNT} (?:\w+ )?(?:children|kids|boys|girls|lads|siblings|under)\b",
)
YEAR_GROUP = re.compile(r"\b(?:y|year |yr )(\d{1,2})\b(?! ?(?:old|yo|ago))")
_NUMBER = r"(?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_UNIT = r"(?P<unit>years?|yrs?|months?|mths?|weeks?|wks?|days?)"
# A number that counts something else than years of age.
_NO_AGE = r"(?! ?(?:gone|pregnant|gestation|along|%|/|[ap]m\b|o'clock|percent|ago|times|visits|hours?|minutes?|mins|miles|stone|kg|people|pounds|of (?:the|us|them|support|help|input)|late|later|left|in a row|or|to \d|more|other|different|missed|nights?|appointments?|sessions?|children|kids|weeks (?:gone|pregnant)|months (?:gone|pregnant|of)))(?!\w)(?![.]\d)"
_WHOSE = r"(?:boy|girl|lad|lass|child|son|daughter|baby|infant|newborn|pupil|kid|toddler|teenager|client|student|twins|brother|sister|eldest|youngest|oldest|middle one|he|she|who|one|grandson|granddaughter|niece|nephew|patient)"
AGES = (
    re.compile(rf"\b{_NUMBER}[- ]?{_UNIT}[- ]olds?\b"),
    re.compile(rf"\b{_NUMBER} ?(?P<unit>yo|y/o|m/o)\b"),
    re.compile(rf"\bage[d:]? {_NUMBER}(?: {_UNIT})?{_NO_AGE}"),
    re.compile(
        rf"\b{_WHOSE}(?:'s)?(?:,| is| was| are| of| aged| has just turned| turned|,? nearly|,? almost)? ?\(?{_NUMBER}(?: ?{_UNIT})?{_NO_AGE}"
    ),
    re.compile(rf"\b(?:of|with a|a) {_NUMBER} {_UNIT}(?= (?:baby|boy|girl|infant)|[.,;)]|$)(?! (?:ago|of))"),
    re.compile(r"\b[mf],? (?P<number>\d{1,2})(?P<unit>)\b(?!/)"),
    re.compile(r"\b(?P<number>\d{1,2})(?P<unit>)f\b|" r"(?!)"),
    re.compile(r"\b(?P<number>1[89]|2\d|3\d) ?(?P<unit>m)\b"),
    re.compile(r"\b(?P<number>\d{1,2})/12(?P<unit>)\b"),
    re.compile(r"\b(?P<number>\d{1,2})/52(?P<unit>)\b"),
)
# "Three siblings, 3, 5 and 9"; "two boys aged 4 and 6".
AGE_LIST = re.compile(
    r"\b(?:siblings|children|kids|boys|girls|brothers|sisters|lads|twins)(?:,? aged| of|:| \(|,)? ?((?:(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)(?:, ?| and | & )?){2,})(?![\w/%])"
)
