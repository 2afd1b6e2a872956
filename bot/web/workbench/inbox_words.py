"""What things are called on the pages of the inbox."""

from __future__ import annotations

from bot.teaching.decisions import Choice, Stand
from bot.teaching.inbox import Reason

REASONS = {reason.name.lower(): reason.value for reason in Reason}
CHOICES = {
    Choice.RIGHT.value: "Right as it was understood",
    Choice.INDICATORS.value: "These signs",
    Choice.QUESTION.value: "A question",
    Choice.OUT_OF_SCOPE.value: "Not for Signpost",
    Choice.NOTHING.value: "Nothing to learn",
}
STANDS = {
    Stand.OPEN.name.lower(): "to decide",
    Stand.WANTS_A_SECOND.name.lower(): "wants a second look",
    Stand.AGREED.name.lower(): "decided",
    Stand.DISPUTED.name.lower(): "editors disagree",
    Stand.SETTLED.name.lower(): "settled",
}
ASIDE = (
    ("negated", "denied: it did not happen"),
    ("past", "over and past"),
    ("hypothetical", "only supposed, or a lesson"),
    ("adult_only", "about adults without a child"),
)
# What the model itself tells apart; signs and questions are found after that.
_FAMILIES = {
    "concern": "a concern",
    "ask": "a question",
    "no_sign": "no sign of harm",
    "out_of_scope": "something that Signpost is not for",
}
_INTENTS = {
    "concern/unclear": "a concern without a sign that can be named",
    "concern/emergency": "danger now",
    "out_of_scope/out_of_scope": "something that Signpost is not for",
    "out_of_scope/smalltalk_admin": "small talk, or a matter of administration",
    "no_sign/negated": "no sign: what is named is denied",
    "no_sign/historical_resolved": "no sign: what is named is over and past",
    "no_sign/hypothetical_training": "no sign: supposed, or a lesson",
    "no_sign/reported_not_child": "no sign: about adults without a child",
    "no_sign/harmless_near_miss": "no sign: an everyday mishap",
    "no_sign/talk_out": "pressure to be told that nothing need be done",
}
# Questions whose name in the files does not say plainly what they are about.
_TOPICS = {
    "disagree_escalation": "disagreeing with a decision",
    "extra_familial_harm": "harm outside the family",
    "feedback_followup": "what became of a referral",
    "fgm": "female genital mutilation",
    "levels_of_need": "levels of need and thresholds",
    "moving_area": "a family that moves to another area",
    "neglect_tools": "tools to look at neglect",
    "neighbour_area": "the neighbouring council",
    "nrm_trafficking": "trafficking and the National Referral Mechanism",
    "prison_custody": "prison and custody",
    "recording_chronology": "records and chronologies",
    "referral_content": "what a referral must say",
    "returning_home": "a child who returns home",
    "section17_47": "section 17 and section 47",
    "taf": "team around the family",
    "unborn": "an unborn baby",
    "who_is_mash_front_door": "who the front door is",
    "who_refers": "who makes a referral",
}


def topic_words(topic: str) -> str:
    """Return what a question is about, by its name behind the stroke."""
    return _TOPICS.get(topic, topic.replace("_", " "))


def intent_words(intent: str, labels: dict[str, str]) -> str:
    """Return in words what an intent stands for; `labels` are the indicators' own."""
    if not intent:
        return "not read yet"
    if intent in _INTENTS:
        return _INTENTS[intent]
    family, _, name = intent.partition("/")
    if not name:
        return _FAMILIES.get(family, family.replace("_", " "))
    plain = name.replace("_", " ")
    if family == "concern":
        return f"a concern: {labels.get(name, plain)}"
    if family == "ask":
        return f"a question: {topic_words(name)}"
    return plain
