"""Words by which a clause takes back, dates, doubts or passes on what it mentions.

Patterns are for lower-case text. They are about English, not about advice, so they live with the code that reads it.
"""

from __future__ import annotations

import re

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
