"""Links and the names people go by online."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.emails import DOT_SAID, TOP_LEVEL
from bot.language.masking.finding import Finding

_LINK = re.compile(
    r"(?<![\w@])(?:h(?:tt|xx)ps?://[^\s<>\"]+|www\.[^\s<>\"]+"
    r"|(?:[a-z0-9][a-z0-9-]{0,40}\.){1,4}(?:com|co\.uk|org\.uk|sch\.uk|ac\.uk|gov\.uk|nhs\.uk|org|net|info|tv|gg|io|biz|app)"
    r"\b(?:/[^\s<>\"]*)?(?![\w@])|(?:[a-z0-9][a-z0-9-]{1,40}\.){1,3}(?:example|test|online|site|chat|xyz|live|club|link|page|cc|cam|pics|video|social|world|space|cloud|fun|dev|ai)/[^\s<>\"]+|(?:[a-z0-9][a-z0-9-]{0,40}\.){1,3}(?:me|ly|be|uk|to|co|ru|pl|ro|ee|bio|fm|us|de|in|la|vip)/[^\s<>\"]+)",
    re.IGNORECASE,
)
# "discord dot gg slash abc", "example[.]com".
_LINK_SPOKEN = re.compile(
    rf"(?<![\w@])(?:[a-z0-9-]{{2,40}}{DOT_SAID}(?:{TOP_LEVEL}|gg|ly|tv|be|to){{1}}(?:{DOT_SAID}uk)?(?: ?(?:slash|/) ?[\w.@-]{{2,40}}){{1,4}}"
    rf"|[a-z0-9-]{{2,40}}(?: ?[(\[{{]\.[)\]}}] ?[a-z]{{2,20}}){{1,3}}(?:/[^\s<>\"]*)?)",
    re.IGNORECASE,
)
_AT_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{1,30}")
_PLATFORM = (
    r"(?:snap(?:chat)?|sc|insta(?:gram)?|ig|tik ?tok|tt|twitter|facebook|fb|discord|whatsapp|telegram|roblox|xbox|psn"
    r"|playstation|nintendo|switch|messenger|wattpad|tumblr|pinterest|omegle|tinder|grindr|hinge|bumble|badoo|imvu|rec ?room|epic|fortnite|minecraft|kik|youtube|yt|steam|twitch|wizz|yubo|signal|vinted|reddit|onlyfans|bereal|threads)"
)
_CALLED = r"(?:user ?name|gam(?:er|ing) ?name|online name|in-?game name|handle|account|profile|gamer ?tag|tag|user|name|id|screen ?name)"
# What comes after a colon, "handle is" or "goes by" is a name whatever it looks like ...
_TOLD = re.compile(
    rf"\b(?:{_PLATFORM}(?:['’]s)?\s*(?:[:=]|{_CALLED}\b\s*(?:[:=]|is\b|was\b|called\b|=)?)|(?:user ?name|handle|gamer ?tag|gam(?:er|ing) ?name|online name|tag|screen ?name)\s*(?:[:=])"
    rf"|(?:user ?name|handle|gamer ?tag|gam(?:er|ing) ?name|online name|screen ?name)\s+(?:is|was|called)?|(?:add(?:ed)?|message[sd]?|found|follow[s]?)"
    rf"\s+(?:him|her|them|me)\s+(?:on|at)\s+{_PLATFORM}\s*(?:as|at|under)?)\s*[\"'“‘]?(?P<handle>(?:@ ?)?[A-Za-z0-9_][\w.\-]{{2,30}})",
    re.IGNORECASE,
)
# ... and near the name of a platform a word that no ordinary word looks like is one too.
_ODD = re.compile(
    rf"\b{_PLATFORM}\b[^\n@]{{0,30}}?[\s\"'“‘(](?P<handle>[A-Za-z0-9]*(?:[A-Za-z][_.]|[_.]?[A-Za-z]+\d{{1,4}}[_.a-z]|[a-z]{{3,}}\d{{2,}}|_)"
    r"[\w.]*[A-Za-z0-9_])(?![\w@])",
    re.IGNORECASE,
)
# "messages from big_dave87 on roblox", "shadow.fox99 (discord)", "shadowfox#4412".
_BEFORE_PLATFORM = re.compile(
    rf"(?<![\w@.])(?!(?:boy|girl|lad|aged?|year|yr|y|ks|s|page|\d{{1,4}}(?:am|pm|yo|yrs?|st|nd|rd|th|k|m|x)?)\d*\b)(?P<handle>(?=[A-Za-z0-9_.]*[A-Za-z])(?=[A-Za-z0-9.]*[\d_])[A-Za-z0-9_][\w.]{{3,30}}?)[\"'”’]?"
    rf" ?(?:\(|on |over |via |off |from )(?:the )?{_PLATFORM}\b",
    re.IGNORECASE,
)
# "her snap is maddz": any word that the clause ends with.
_IS = re.compile(
    rf"\b(?:his|her|their|my|whose|the) (?:{_PLATFORM}|user ?name|handle|gamer ?tag|screen ?name) (?:is|was) [\"'“‘]?(?P<handle>@?[A-Za-z_][\w.\-]{{2,30}})"
    r"(?=[\"'”’]?\s*(?:[,;!?)\n]|\.\s|\.?$|and |but |if |on |she |he |they | ?(?=\w{0,6}\d)\w{2,7}\b))",
    re.IGNORECASE,
)
# "kik daddy4u": a figure inside a word behind a platform.
_FIGURE_INSIDE = re.compile(
    rf"\b{_PLATFORM}[ :]{{1,3}}(?P<handle>[a-z]{{2,15}}\d{{1,3}}[a-z]{{1,10}})(?![\w'’@])", re.IGNORECASE
)
# The second half of "mads 08x", and "xX Slayer Xx".
_SECOND_HALF = re.compile(
    r" (?=\w{0,6}\d)(?=\w{0,6}[a-z])(?!\d+(?:am|pm|yrs?|yo|st|nd|rd|th|k|mins?|hrs?)\b|\dx\b)(?!y\d|yr)\w{2,7}(?![\w'’])",
    re.IGNORECASE,
)
_CROSSED = re.compile(r"(?<!\w)(?:xX|Xx|xXx)[ _.]?\w[\w.]{0,15}(?: \w{1,10})?[ _.]?(?:Xx|xX|xXx)(?!\w)")
# Nobody writes an underscore inside a word but in a name online; files have an ending.
_UNDERSCORED = re.compile(
    r"(?<![\w@./\\-])(?=[\w.]{0,30}[a-z])(?P<handle>[A-Za-z0-9]\w{0,20}_[\w.]{0,20}[A-Za-z0-9_])(?!\.?\w|@|/)(?<!\.jpg)(?<!\.png)(?<!\.pdf)(?<!\.doc)"
    r"(?<!\.docx)(?<!\.xls)(?<!\.xlsx)(?<!\.mp4)(?<!\.csv)(?<!\.txt)",
)
# "a message from bigdave1987", "someone called shadow99", "user maddz08".
_NAMED_WITH_FIGURES = re.compile(
    r"\b(?:from|by|with|to|called|named|as|add(?:ed)?|user|account|tag|handle|friend|stranger|someone|somebody)[ :]{1,2}[\"'“‘]?"
    r"(?P<handle>(?!(?:year|yr|room|page|ward|flat|unit|class|form|part|step|stage|level|covid|key|group|bed|house|chapter|section|[a-z]{3,9}day|"
    r"jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\d)[a-z][a-z.]{3,20}\d{2,4})(?![\w'’@]|[.,/:]\d)",
    re.IGNORECASE,
)
# "DarkVortex77" wherever it stands.
_JOINED = re.compile(r"(?<![\w@./-])(?P<handle>(?:[A-Z][a-z]{2,12}){2,4}_?\d{1,4})(?![\w@/])")
_FRIEND_CODE = re.compile(r"\bSW[ -]\d{4}[ -]\d{4}[ -]\d{4}\b")
_WITH_TAG = re.compile(r"(?<![\w@#])(?P<handle>[A-Za-z][\w.]{2,30}#\d{3,5})(?!\w)")
_ORDINARY = frozenset(
    "the and that this his her their our for from with off not was were has had been about where when which who what "
    "how since until after before because called messages message group groups chat chats video videos story stories "
    "pictures photos posts post live account accounts profile page name names deleted blocked private public fake new "
    "old streak streaks map maps only but she him they them someone somebody people friends strangers men man boys "
    "girls unknown now all again every day night open closed online still being getting sent sending shows showing "
    "yes none same different also are is".split()
)


# An account may be a number of many figures.
_LONG_ID = 9
_NO_NAMES = _ORDINARY | frozenset(
    "gone down full broken banned hacked locked active inactive linked set used being empty off suspended reported on ok fine "
    "bad good rude abusive shared known unknown dead stolen lost found secret hidden safe weird wrong right there here "
    "confiscated taken smashed missing ringing charged flat her his theirs hers mine yours pending".split()
)
_BY_WHAT_IS_SAID = (
    (_TOLD, 0.8), (_WITH_TAG, 0.8), (_BEFORE_PLATFORM, 0.78), (_ODD, 0.73), (_IS, 0.72), (_NAMED_WITH_FIGURES, 0.72), (_UNDERSCORED, 0.73), (_JOINED, 0.73), (_FIGURE_INSIDE, 0.73),
)  # fmt: skip


def links(text: str) -> Iterator[Finding]:
    """Yield addresses of web pages."""
    for pattern in (_LINK, _LINK_SPOKEN):
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.start() + len(match.group().rstrip(".,;:!?)'\"”’")), "url", 0.9)


def social_handles(text: str) -> Iterator[Finding]:
    """Yield names used online: after an @, or where a platform or a handle is named."""
    for match in _AT_HANDLE.finditer(text):
        yield Finding(match.start(), match.start() + len(match.group().rstrip(".")), "social_handle", 0.85)
    for pattern, weight in ((_CROSSED, 0.8), (_FRIEND_CODE, 0.8)):
        for match in pattern.finditer(text):
            yield Finding(match.start(), match.end(), "social_handle", weight)
    for pattern, weight in _BY_WHAT_IS_SAID:
        for match in pattern.finditer(text):
            handle = match["handle"].rstrip(".-")
            if (
                len(handle) > 2
                and handle.lower() not in _NO_NAMES
                and not (handle.isdigit() and len(handle) < _LONG_ID)
            ):
                start, end = match.start("handle"), match.start("handle") + len(handle)
                second = _SECOND_HALF.match(text, end) if pattern in (_TOLD, _IS) else None
                yield Finding(start, second.end() if second else end, "social_handle", weight)
