"""Makes a candidate live, or goes back: what must be so before it may be, and who must agree."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.publishing.agreement import agreement_to
from bot.publishing.assessing import kept_comparison
from bot.publishing.candidate import Candidate
from bot.publishing.comparison import Comparison
from bot.publishing.errors import PublishingError, RefusedError
from bot.publishing.live import LiveRasa, Serving
from bot.publishing.places import Places
from bot.publishing.shelf import ModelShelf, ModelState, Published
from bot.publishing.trainer import snapshot
from bot.publishing.versions import data_version, program_version
from bot.teaching.commits import DEFAULT_AUTHOR, commit, is_checkout
from bot.teaching.draft import Draft
from bot.teaching.drafts import DraftStore
from bot.teaching.errors import DraftError, TeachingError


def may_publish(comparison: Comparison, *, who: str, why: str, second: str | None) -> list[str]:
    """Return every reason against publishing; none where it may go ahead.

    A case that must escalate and fails stands in the way whoever asks. Advice on messages of people that would come to
    a lower level needs a second person.
    """
    reasons = comparison.verdict.reasons() if not comparison.verdict.passed else []
    if not who.strip():
        reasons.append("Say who publishes.")
    if not why.strip():
        reasons.append("Say why: the reason stands in the history.")
    same = (second or "").strip().casefold() == who.strip().casefold()
    if comparison.downwards and (not (second or "").strip() or same):
        keys = ", ".join(change.key for change in comparison.downwards)
        reasons.append(
            f"The advice on {len(comparison.downwards)} of the latest messages would come to a lower level "
            f"({keys}). A second person must look at them and agree"
            + ("; it cannot be the one who publishes." if second and same else ".")
        )
    return reasons


def publish(
    candidate: Candidate,
    *,
    who: str,
    why: str,
    second: str | None = None,
    shelf: ModelShelf,
    places: Places,
    drafts: DraftStore,
    author: str = DEFAULT_AUTHOR,
) -> Published:
    """Make a candidate live: its draft is saved into the files, and committed where there is git.

    `second` is who else has looked at messages whose advice comes to a lower level; without it, whoever has agreed in
    the workbench.

    Raises:
        RefusedError: It may not be; every reason is in it, and in the history.
        PublishingError: It cannot be: no such model, a damaged file, no comparison.
    """
    name = candidate.model
    record = shelf.record(name)
    is_live = shelf.state(name) is ModelState.LIVE
    if is_live and not candidate.guidance:
        raise RefusedError([f"{name} is live already."])
    comparison = kept_comparison(candidate, shelf=shelf, places=places)
    if comparison is None:
        raise PublishingError(f"{name} has not been compared with what is live now. Compare it first.")
    agreed = agreement_to(comparison, shelf=shelf) if comparison.downwards else None
    second = second or (agreed.who if agreed else None)
    reasons = may_publish(comparison, who=who, why=why, second=second)
    if record.program_version != program_version(places.root):
        reasons.append(f"{name} was made by another version of the program. Train again.")
    draft = _draft_of(candidate, drafts)
    try:
        files = version_with(draft, drafts, places) if draft else data_version(places.root)
    except TeachingError as error:
        raise PublishingError(f"The draft no longer fits the training files: {error} Train again.") from error
    if record.data_version != files:
        reasons.append(
            f"{name} was trained on the training files {record.data_version}, and they are {files} now: they were "
            "changed since. Train again, so that nothing that was taught is lost."
        )
    if reasons:
        shelf.remember("refused", name, who=who or "unknown", why=why, details=tuple(reasons))
        raise RefusedError(reasons)
    shelf.check_whole(name)
    if draft is not None:
        drafts.save(draft.id)
    if is_live:
        published = shelf.published_again(who=who.strip(), why=why.strip(), second=second)
    else:
        published = shelf.make_live(name, what="published", who=who.strip(), why=why.strip(), second=second)
    if draft is not None:
        drafts.published(draft.id)
        _commit(draft, name, who=who, why=why, second=second, shelf=shelf, places=places, author=author)
    return published


def version_with(draft: Draft, drafts: DraftStore, places: Places) -> str:
    """Return the version that the training files would have with a draft saved in them.

    Raises:
        TeachingError: The draft no longer fits the files.
    """
    with tempfile.TemporaryDirectory(prefix="signpost-draft-") as folder:
        copy = Path(folder)
        snapshot(places.root, copy)
        drafts.apply(draft.id, copy)
        return data_version(copy)


def _draft_of(candidate: Candidate, drafts: DraftStore) -> Draft | None:
    if candidate.draft is None:
        return None
    try:
        return drafts.get(candidate.draft)
    except TeachingError as error:
        raise PublishingError(f"The draft of {candidate.model} cannot be read: {error} Train again.") from error


def _commit(
    draft: Draft,
    name: str,
    *,
    who: str,
    why: str,
    second: str | None,
    shelf: ModelShelf,
    places: Places,
    author: str,
) -> None:
    """Commit what the draft changed; that git refuses is remembered, and takes nothing back."""
    if not is_checkout(places.root):
        return
    agreed = f"\nAgreed by: {second}" if second else ""
    changes = "\n".join(f"- {edit.words()}" for edit in draft.edits)
    body = f"{draft.why}\n\n{changes}\n\nEdited by: {draft.who}\nPublished by: {who}{agreed}\nModel: {name}"
    try:
        commit(places.root, draft.files, subject=why, body=body, author=author)
    except DraftError as error:
        shelf.remember("failed", name, who=who, why="the commit of the draft", details=(str(error),))


def roll_back(*, who: str, why: str, shelf: ModelShelf, places: Places, to: str | None = None) -> Published:
    """Make the model live that was live before, or an earlier one by name; it passed when it was published.

    Raises:
        RefusedError: There is none to go back to, or that one was never live.
        PublishingError: Its file is damaged.
    """
    published = shelf.published()
    name = to or (published.previous if published else None)
    if published is None or name is None:
        raise RefusedError(["No model was live before this one, so there is none to go back to."])
    if shelf.state(name) is ModelState.CANDIDATE:
        raise RefusedError([f"{name} was never live. A model goes live by being published."])
    if name == published.live:
        raise RefusedError([f"{name} is live already."])
    reasons = [words for words, said in (("Say who goes back.", who), ("Say why.", why)) if not said.strip()]
    if shelf.record(name).program_version != program_version(places.root):
        reasons.append(f"{name} was made by another version of the program, which is no longer here.")
    if reasons:
        raise RefusedError(reasons)
    return shelf.make_live(name, what="rolled back", who=who.strip(), why=why.strip())


def wait_until_live(
    name: str,
    *,
    shelf: ModelShelf,
    places: Places,
    tick: Callable[[], None] = lambda: None,
    seconds: float = 200.0,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> float:
    """Wait until the running Signpost answers with a model, and return how many seconds that took.

    Raises:
        PublishingError: It could not be started and was withdrawn, or it took too long.
    """
    live = LiveRasa(places.live, Serving(""))
    started = clock()
    while clock() - started < seconds:
        if live.now().model == name:
            return clock() - started
        published = shelf.published()
        if published is not None and published.live != name:
            why = next((e.why for e in reversed(shelf.history()) if e.what == "withdrawn" and e.model == name), "")
            raise PublishingError(f"{name} could not be started and is not live. {why} {published.live} goes on.")
        tick()
        sleep(1)
    raise PublishingError(f"{name} does not answer after {seconds:.0f} s. `signpost model status` says what is live.")
