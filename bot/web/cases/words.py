"""What things are called on the console's pages."""

from __future__ import annotations

from bot.review.outcomes import Verdict
from bot.review.states import State

STATES = {
    State.NEW: "new",
    State.SEEN: "seen",
    State.OWNED: "owned",
    State.ADVISED: "referrer advised",
    State.TOLD: "referrer told",
    State.CLOSED: "closed",
    State.REOPENED: "opened again",
}
LEVELS = {
    "emergency": "emergency",
    "complex_severe": "complex and severe",
    "early_help": "early help",
    "unclear": "unclear",
}
ROUTES = {
    "emergency": "emergency services, then the front door",
    "mash": "front door (MASH)",
    "early_help": "early help",
    "duty_team": "duty team",
}
VERDICTS = {
    Verdict.AGREED: "The advice was right",
    Verdict.SHOULD_BE_HIGHER: "The level should have been higher",
    Verdict.SHOULD_BE_LOWER: "The level should have been lower",
    Verdict.WRONG_INDICATORS: "The signs were wrong",
}
# Why a case was made: the reasons of `bot.advice.assess.Why`, and those of the gateway.
REASONS = {
    "danger": "danger now",
    "possible_danger": "possibly danger now",
    "severe": "a severe sign",
    "some_severe": "one of several severe signs, none of them clear",
    "several": "several early help signs",
    "despite_help": "signs go on in spite of help",
    "severe_neglect": "severe neglect",
    "unsure_answer": "the deciding fact is not known",
    "uncertain": "not sure which signs it shows",
    "possible": "a severe sign is possible",
    "nothing_recognised": "no sign was recognised",
    "question": "the deciding question is open",
    "early_help": "early help",
    "person_wanted": "asked for a person",
    "failsafe": "the assistant could not answer",
}
# What was done, for the history of a case and for the audit.
DEEDS = {
    "case_made": "made the case",
    "case_raised": "raised the case",
    "case_reopened": "opened the case again",
    "case_seen": "opened the case for the first time",
    "case_viewed": "looked at the case",
    "case_claim": "claimed the case",
    "case_hand_over": "handed the case over",
    "case_advise": "advised the referrer",
    "case_tell": "told the referrer",
    "case_close": "closed the case",
    "case_reopen": "opened the case again",
    "case_exported": "exported the case",
    "referral_added": "added a prepared referral",
    "note_added": "added a note",
    "outcome": "recorded an outcome",
    "legal_hold": "changed the legal hold",
    "chat_joined": "joined the chat",
    "chat_line": "wrote into the chat",
    "chat_handed_back": "handed the chat back to the assistant",
    "audit_read": "read the audit",
    "audit_exported": "exported the audit",
}
