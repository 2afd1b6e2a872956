"""Words by which a clause takes back, dates, doubts or passes on what it mentions.

Patterns are for lower-case text. They are about English, not about advice, so they live with the code that reads it.
"""

from __future__ import annotations

import re

# A denial reaches to the end of its clause, or to a word that turns it round.
NEGATION = re.compile(
    r"\b(no|not|never|none|nothing|nobody|no one|without|denies|denied|deny|nil|neither|nor|free of|absence of|"
    r"rules? out|ruled out|isn'?t|aren'?t|wasn'?t|weren'?t|hasn'?t|haven'?t|hadn'?t|doesn'?t|don'?t|didn'?t|"
    r"no sign of|no signs of|no evidence of|no concerns? (?:about|re|over|regarding|with)|unremarkable)\b"
)
# Words in which a "no" is the sign itself: "no food in", "not been seen", "nobody home", "never turns up".
NEGATION_IS_THE_SIGN = re.compile(
    r"\b(no (?:food|heating|electric\w*|gas|hot water|bed\w*|coat|shoes|breakfast|lunch|dinner|adult|grown.?up|explanation|account|"
    r"reply|answer|response|show|shows|contact|access|idea|boundaries|routine|money|nappies|clothes|carer|supervision|"
    r"reasons?|improvement|change|progress|difference|better|trace|sign of (?:him|her|them)|friends|eye contact|where|longer|medication|"
    r"medical|doctor|gp|school|interest|warmth)|"
    r"nobody|no one|noone|nothing (?:to eat|in the|has|changed|works|helps)|"
    r"(?:not|never|n'?t|nt) (?:\w+ ){0,2}(?:been|eat\w*|wash\w*|attend\w*|turn\w*|brought|engag\w*|answer\w*|respond\w*|reply|replied|know|sleep\w*|"
    r"speak\w*|talk\w*|let|want\w*|come|came|home|back|seen|cop\w*|fit|sit|settle|gone|go|get\w*|take|taken|given|give|working|safe|"
    r"match|add up|say|said|tell|told|open\w*|collect\w*|pick\w*|show\w*|explain\w*|care\w*|play\w*|walk\w*|look\w*|stop\w*|allowed)|"
    r"won'?t|wont|can'?t|cant|cannot|refus\w*|without (?:an?|any|his|her|their) (?:adult|explanation|coat|food|shoes|breakfast|lunch))\b"
)
PAST = re.compile(
    r"\b(years ago|year ago|as a (?:child|toddler|baby|teenager)|when (?:he|she|they|i) (?:was|were) (?:little|small|young\w*|a (?:baby|toddler|child))|"
    r"used to|historic\w*|in the past|previously|back in (?:19|20)\d\d|in (?:19|20)[01]\d|long since|no longer|resolved|sorted|closed|ended|"
    r"all in order|fully recovered|discharged|settled (?:now|since)|never (?:came|come) (?:up|back) again|has been (?:fine|well|dry|clean|sober))\b"
)
HYPOTHETICAL = re.compile(
    r"\b(training|course|quiz|module|e-?learning|elearning|scenario|role ?play|exam|essay|assignment|dissertation|osce|viva|"
    r"case study|policy|toolbox talk|assembly|lesson|lesson plan|novel|film|documentary|drama|what if|hypothetical\w*|"
    r"for example|in theory|suppose|imagine|mock|workshop|webinar|leaflet|poster|interview question)\b"
)
ADULT_ONLY = re.compile(
    r"\b(no (?:children|kids|child|dependants)|adult (?:son|daughter|patient|client|student)|(?:my|a) colleague|member of staff|"
    r"staff member|volunteer aged|never had (?:children|kids)|lives alone|childless|pensioner|elderly|aged? (?:[2-9]\d)\b|[2-9]\d ?(?:yo|y/o|year old|yr old) (?:man|woman|male|female))\b"
)
REPORTED = re.compile(
    r"\b(rumours?|gossip|apparently|supposedly|allegedly|heard (?:that|from|it)|i(?:'ve| have) heard|someone (?:said|told)|word is|word on the street|"
    r"neighbours? (?:say|said|told|reckon\w*|thinks?|heard)|second.?hand|anonymous(?:ly)?|parents? at the gate|(?:other|another) (?:mum|parent|child|pupil)s? (?:say|said|told|reckon\w*)|"
    r"friend of a friend|people (?:say|are saying)|they say)\b"
)
DESPITE_HELP = re.compile(
    r"(despite|in spite of|even (?:with|after|though (?:we|they|the)|since)|still (?:the same|no (?:better|change|improvement))|no (?:better|change|improvement|difference|progress) (?:after|since|despite|for all)|"
    r"(?:after|since|for) (?:\w+ ){0,4}(?:months?|weeks?|years?|sessions?|visits?|terms?) of (?:\w+ ){0,3}(?:support|help|work|early help|visits|sessions|input|tac|taf)|"
    r"(?:support|help|plan|taf|early help|worker|input) (?:\w+ ){0,4}(?:in place|involved|ongoing|running|open)(?: \w+){0,8} (?:but|yet|and) (?:\w+ ){0,4}(?:still|no better|worse|not)|"
    r"tried everything|nothing (?:has )?(?:changed|works|worked|helps|helped)|keeps? coming back|same (?:again|issues|problems|concerns)|back to square one|getting worse (?:despite|even))"
)
SEVERE_NEGLECT = re.compile(
    r"(no food (?:in|at|of any|for)|nothing to eat (?:in|at home|for|since)|(?:fridge|cupboards?|kitchen)(?: \w+){0,4} (?:empty|bare)|(?:empty|bare) (?:fridge|cupboards?)|(?:not|n'?t|nothing) (?:\w+ ){0,2}(?:eaten|fed|had (?:any )?food)(?: \w+){0,3} (?:since|for (?:two|three|2|3|\d+|a few|several|days))|"
    r"no (?:heating|heat|electric\w*|gas|water)(?: \w+){0,6}|starv\w+|severely (?:underweight|malnourished)|emaciated|skin and bone|"
    r"(?:faeces|excrement|poo|sewage|dog mess)(?: \w+){0,6} (?:floor|walls?|bed|mattress|cot|carpet)|lying in (?:his|her|their|its) own (?:urine|faeces|wee|poo|mess)|maggots?|eating (?:from|out of) (?:the )?bins?|"
    r"left in (?:the same )?nappy(?: \w+){0,4} (?:all day|days|overnight|raw|bleeding))"
)
UNBORN = re.compile(
    r"\b(unborn|pregnan\w*|expecting|bump|\d{1,2}/40|\d{1,2} ?(?:wks|weeks) (?:gone|pregnant|gestation)|antenatal|booking appointment)\b"
)
SEVERAL = re.compile(
    r"\b(children|kids|siblings|twins|brothers|sisters|little ones|both (?:girls|boys)|(?:two|three|four|five|2|3|4|5) (?:children|kids|boys|girls|under))\b"
)
AGE = re.compile(
    r"\b(?:aged? ?)?(\d{1,2}) ?(?:-|/)? ?(yo|y/o|yr|yrs|year|years|mo|mth|mths|month|months|m/o|wk|wks|week|weeks|day|days)(?:[ -]old)?s?\b|\by(?:ear|r)? ?(\d{1,2})\b"
)
