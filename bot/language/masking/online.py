"""E-mail addresses, links and the names people go by online."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.masking.finding import Finding
from bot.language.masking.public_contacts import PublicContacts

_EMAIL = re.compile(r"(?<![\w.+@])[\w][\w.+%'-]{0,60} ?@ ?[\w-]{1,60}(?:\.[\w-]{2,30}){1,4}(?!\w)")
# "jo at gmail dot com", "jo(at)gmail.com"
_EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+@])(?:\w{1,30} (?:underscore|dot|dash|hyphen) ){0,3}\w[\w.+-]{0,60}(?: ?[(\[{] ?at ?[)\]}] ?| at )[\w-]{1,40}(?:(?: ?[(\[{] ?dot ?[)\]}] ?| dot |\.)"
    r"(?:com|co|org|net|uk|gov|ac|sch|nhs|ie|eu|info)){1,3}\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?<![\w@])(?:https?://[^\s<>\"]+|www\.[^\s<>\"]+"
    r"|(?:[a-z0-9][a-z0-9-]{0,40}\.){1,4}(?:com|co\.uk|org\.uk|sch\.uk|ac\.uk|gov\.uk|nhs\.uk|org|net|info|tv|gg|io|biz|app)"
    r"\b(?:/[^\s<>\"]*)?(?![\w@])|(?:[a-z0-9][a-z0-9-]{1,40}\.){1,3}(?:example|test|online|site|chat|xyz|live|club|link|page|cc|cam|pics|video|social|world|space|cloud|fun|dev|ai)/[^\s<>\"]+|(?:[a-z0-9][a-z0-9-]{0,40}\.){1,3}(?:me|ly|be|uk|to|co|ru|pl|ro)/[^\s<>\"]+)",
    re.IGNORECASE,
)
_AT_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{1,30}")
_PLATFORM = (
    r"(?:snap(?:chat)?|sc|insta(?:gram)?|ig|tik ?tok|tt|twitter|facebook|fb|discord|whatsapp|telegram|roblox|xbox|psn"
    r"|playstation|fortnite|minecraft|kik|youtube|yt|steam|twitch|wizz|yubo|signal|vinted|reddit|onlyfans|bereal|threads)"
)
_CALLED = r"(?:user ?name|handle|account|profile|gamer ?tag|tag|user|name|id|screen ?name)"
# What comes after a colon, "handle is" or "goes by" is a name whatever it looks like ...
_TOLD = re.compile(
    rf"\b(?:{_PLATFORM}(?:['’]s)?\s*(?:[:=]|{_CALLED}\b\s*(?:[:=]|is\b|was\b|called\b|=)?)|(?:user ?name|handle|gamer ?tag|tag|screen ?name)\s*(?:[:=])"
    rf"|(?:user ?name|handle|gamer ?tag|screen ?name)\s+(?:is|was|called)?|(?:add(?:ed)?|message[sd]?|found|follow[s]?)"
    rf"\s+(?:him|her|them|me)\s+(?:on|at)\s+{_PLATFORM}\s*(?:as|at|under)?)\s*[\"'“‘]?(?P<handle>@?[A-Za-z0-9_][\w.\-]{{2,30}})",
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
_WITH_TAG = re.compile(r"(?<![\w@#])(?P<handle>[A-Za-z][\w.]{2,30}#\d{3,5})(?!\w)")
_ORDINARY = frozenset(
    "the and that this his her their our for from with off not was were has had been about where when which who what "
    "how since until after before because called messages message group groups chat chats video videos story stories "
    "pictures photos posts post live account accounts profile page name names deleted blocked private public fake new "
    "old streak streaks map maps only but she him they them someone somebody people friends strangers men man boys "
    "girls unknown now all again every day night open closed online still being getting sent sending shows showing "
    "yes none same different also are is".split()
)


class EmailFinder:
    """Finds e-mail addresses, also spelt out, except those of services that the guidance itself gives."""

    def __init__(self, public: PublicContacts) -> None:
        self._public = public.emails

    def __call__(self, text: str) -> Iterator[Finding]:
        for pattern in (_EMAIL, _EMAIL_SPOKEN):
            for match in pattern.finditer(text):
                address = match.group().rstrip(".-'")
                if address.lower() not in self._public:
                    yield Finding(match.start(), match.start() + len(address), "email", 0.97)


def links(text: str) -> Iterator[Finding]:
    """Yield addresses of web pages."""
    for match in _LINK.finditer(text):
        yield Finding(match.start(), match.start() + len(match.group().rstrip(".,;:!?)'\"”’")), "url", 0.9)


def social_handles(text: str) -> Iterator[Finding]:
    """Yield names used online: after an @, or where a platform or a handle is named."""
    for match in _AT_HANDLE.finditer(text):
        yield Finding(match.start(), match.start() + len(match.group().rstrip(".")), "social_handle", 0.85)
    for pattern, weight in ((_TOLD, 0.8), (_WITH_TAG, 0.8), (_BEFORE_PLATFORM, 0.78), (_ODD, 0.73)):
        for match in pattern.finditer(text):
            handle = match["handle"].rstrip(".-")
            if len(handle) > 2 and handle.lower() not in _ORDINARY and not handle.isdigit():
                yield Finding(match.start("handle"), match.start("handle") + len(handle), "social_handle", weight)
