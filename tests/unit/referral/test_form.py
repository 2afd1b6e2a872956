"""What a person filled in, as it is taken."""

from __future__ import annotations

from bot.referral.form import DomainAnswers, ReferralForm


def test_control_characters_are_left_out_and_lines_stay() -> None:
    """What came with pasted text neither refuses a referral nor reaches a database that cannot keep it."""
    form = ReferralForm(concern="left\x00 alone\n\tall\x0f night", development=DomainAnswers(known="thin\x07"))

    assert form.concern == "left alone\n\tall night"
    assert form.development.known == "thin"
