"""What could go live: a model, and the draft that goes live with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.publishing.errors import PublishingError
from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf
from bot.teaching.draft import DraftState
from bot.teaching.drafts import DraftStore
from bot.teaching.errors import TeachingError
from bot.teaching.guidance_preview import preview


@dataclass(frozen=True)
class Candidate:
    """A model, and the draft that goes live with it.

    `guidance` holds the text that each file of the guidance would have, named relative to the project; it is empty
    where the draft leaves the guidance alone. A draft of guidance alone goes live with the model that is live already.
    """

    model: str
    draft: str | None = None
    guidance: Mapping[str, str] = field(default_factory=dict)


def candidate_of(model: str, draft: str | None, drafts: DraftStore) -> Candidate:
    """Return a candidate, with the guidance as it would be.

    Raises:
        PublishingError: There is no such draft, or it no longer fits the files.
    """
    if draft is None:
        return Candidate(model)
    try:
        found = drafts.get(draft)
        if found.state not in {DraftState.OPEN, DraftState.SAVED}:
            return Candidate(model, draft)
        # The examples of a large draft take seconds to put into their files, and are no matter here.
        guidance = replace(found, edits=tuple(edit for edit in found.edits if edit.kind.is_guidance))
        # Where publishing was cut off, its words stand in the files already and are still to be taken into service.
        saved = found.state is DraftState.SAVED
        return Candidate(model, draft, drafts.present(guidance.files) if saved else drafts.texts(guidance))
    except TeachingError as error:
        raise PublishingError(f"The draft of {model} cannot be used: {error} Train again.") from error


def guidance_faults(candidate: Candidate, places: Places) -> list[str]:
    """Return what a candidate would break in the guidance, in words; none where it leaves it alone or sound."""
    if not candidate.guidance:
        return []
    return [
        f"The guidance would have a fault: {fault}"
        for fault in preview(places.pack, places.root, candidate.guidance).faults
    ]


def learnt_by(model: str, shelf: ModelShelf, drafts: DraftStore) -> Candidate:
    """Return the candidate of a model with the draft that it has learnt, where it has learnt one.

    Raises:
        UnknownModelError, DamagedModelError: There is no such model.
        PublishingError: Its draft cannot be used.
    """
    return candidate_of(model, shelf.record(model).draft, drafts)
