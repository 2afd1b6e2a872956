"""Asks the candidate and the live model everything, and keeps what they said beside the candidate."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.content.errors import ContentError
from bot.content.importing.library import DocumentLibrary
from bot.content.pack import SHOWN, Pack, fingerprint_of, load_pack
from bot.evaluation.answering import Answering, RulesFileError, Understood, actions_by_intent
from bot.evaluation.behaviour import BehaviourFileError, Pair, read_pairs
from bot.evaluation.vignettes import Vignette, VignetteError, read_vignettes
from bot.publishing.candidate import Candidate
from bot.publishing.comparison import Comparison, compared, figures_of
from bot.publishing.errors import EvaluationError
from bot.publishing.evaluation import Evaluation, PastMessage, answered, from_record, texts_of, to_record
from bot.publishing.gate import failing_ids, known_failures, verdict
from bot.publishing.places import Places
from bot.publishing.readings import understood
from bot.publishing.shelf import ModelShelf, hash_of
from bot.reply.compose import Composer
from bot.reply.entries import EntryFinder
from bot.reply.indexing import all_passages, finder_of
from bot.reply.question_encoder import question_encoder
from bot.retrieval.errors import RetrievalError
from bot.retrieval.reuse import ReusingEmbedder
from bot.retrieval.store import IndexStore
from bot.retrieval.vector_cache import CachedEmbedder
from bot.teaching.guidance_preview import of_pack, pack_with
from bot.teaching.whole_files import UnreadableFileError, read_record, write_record

Conversations = Sequence[Sequence[PastMessage]]
Read = Callable[[Sequence[Path], Sequence[str]], "list[dict[str, Understood]]"]
_ANSWERED = "answered"


@dataclass(frozen=True)
class Assessment:
    """What both models said, and when it stops being true: with other golden cases, guidance or live model."""

    candidate: Evaluation
    live: Evaluation | None
    golden_hash: str
    draft: str | None = None


def assess(
    candidate: Candidate,
    *,
    shelf: ModelShelf,
    places: Places,
    read: Read,
    conversations: Conversations,
    alone: bool = False,
    progress: Callable[[str, float], None] = lambda step, share: None,
    make_finder: Callable[[Pack, Places], EntryFinder | None] | None = None,
) -> Comparison:
    """Ask a candidate and the live model, each with its guidance, keep what they said, and return the comparison.

    `alone` leaves the live model out, where it was made by another version of the program and may not even load.

    Raises:
        EvaluationError: A model, the golden cases or the guidance cannot be used.
        UnknownModelError, DamagedModelError: There is no whole model of that name.
        CancelledError: `read` was cancelled.
    """
    name, finder_for = candidate.model, make_finder or finder_now
    golden, pairs, actions = golden_cases(places), _pairs(places), _actions(places)
    live = None if alone else _beside(candidate, shelf)
    names = list(dict.fromkeys(filter(None, (name, live))))
    archives = [shelf.check_whole(one) for one in names]
    progress("asking the models", 0.1)
    readings = dict(zip(names, read(archives, texts_of(golden, conversations, pairs))))
    progress("putting the answers together", 0.8)

    def said_by(model: str, pack: Pack, finder: EntryFinder | None) -> Evaluation:
        answering = Answering(pack, Composer(pack), finder, actions)
        return answered(model, pack, answering, golden, conversations, readings[model], pairs)

    now = _pack(places)
    finder = finder_for(now, places)
    beside = said_by(live, now, finder) if live else None
    if candidate.guidance:
        with pack_with(places.pack, places.root, candidate.guidance) as folder:
            then = _loaded(folder)
            judged = said_by(name, then, finder_for(then, places))
    else:
        judged = said_by(name, now, finder)
    assessment = Assessment(judged, beside, hash_of(places.golden), candidate.draft)
    keep(assessment, shelf)
    if name != live:
        shelf.scored(name, figures_of(judged), judged.knowledge_version)
    return comparison_of(assessment, golden, places)


def comparison_of(assessment: Assessment, golden: Sequence[Vignette], places: Places) -> Comparison:
    """Return the comparison, judged by the known failures as they stand now."""
    live_fails = failing_ids(assessment.live.golden) if assessment.live else None
    judged = verdict(assessment.candidate.golden, known_failures(places.known_failures, golden), live_fails)
    return compared(assessment.live, assessment.candidate, judged, assessment.draft)


def kept_comparison(candidate: Candidate, *, shelf: ModelShelf, places: Places) -> Comparison | None:
    """Return the comparison that was kept; None where there is none or it is no longer true.

    Raises:
        EvaluationError: The golden cases cannot be read.
    """
    golden = golden_cases(places)
    try:
        record = read_record(_file(shelf, candidate.model, candidate.draft))
        if record is None:
            return None
        live = from_record(record["live"], golden) if record["live"] else None
        assessment = Assessment(from_record(record["candidate"], golden), live, record["golden"], candidate.draft)
    except (UnreadableFileError, KeyError, TypeError):
        return None
    changed = of_pack(places.pack, places.root, candidate.guidance)
    still_true = (
        assessment.golden_hash == hash_of(places.golden)
        and (live.model if live else None) == _beside(candidate, shelf)
        and _is_of(assessment.candidate, fingerprint_of(places.pack, changed))
        and (live is None or _is_of(live, fingerprint_of(places.pack)))
    )
    return comparison_of(assessment, golden, places) if still_true else None


def keep(assessment: Assessment, shelf: ModelShelf) -> None:
    """Write what was said beside the candidate; no message of a person is in it."""
    record: Mapping[str, object] = {
        "golden": assessment.golden_hash,
        "candidate": to_record(assessment.candidate),
        "live": to_record(assessment.live) if assessment.live else None,
    }
    write_record(_file(shelf, assessment.candidate.model, assessment.draft), record)


def forget_answers(shelf: ModelShelf, before: datetime) -> int:
    """Delete what models said to messages where that was kept before a moment, and return how many records went.

    A candidate that still waits is compared anew when somebody looks; the figures of each stay in its record.
    """
    gone = 0
    for path in sorted(shelf.folder.glob(f"*.{_ANSWERED}.json")):
        try:
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                gone += 1
        except FileNotFoundError:
            continue
    return gone


def _beside(candidate: Candidate, shelf: ModelShelf) -> str | None:
    """Return the live model, which a candidate is compared with; the live model itself only with other guidance."""
    published = shelf.published()
    if published is None or (published.live == candidate.model and not candidate.guidance):
        return None
    return published.live


def _is_of(evaluation: Evaluation, fingerprint: str) -> bool:
    """Return whether an evaluation was made with the guidance of a fingerprint."""
    return evaluation.knowledge_version.endswith(f"+{fingerprint[:SHOWN]}")


def golden_cases(places: Places) -> list[Vignette]:
    """Return the golden cases.

    Raises:
        EvaluationError: They are missing or damaged; without them nothing can be published.
    """
    try:
        return read_vignettes(places.golden)
    except VignetteError as error:
        raise EvaluationError(f"Without the golden cases no model can be judged: {error}.") from error


def finder_now(pack: Pack, places: Places) -> EntryFinder | None:
    """Return what answers questions out of the guidance as it is, with an index in memory where the one in service is
    of other guidance; None where none can be made."""
    # Both models are asked the same questions, and each is embedded once.
    embedder = CachedEmbedder(question_encoder(), None)
    documents = list(DocumentLibrary(places.documents).readable())
    passages = all_passages(pack, documents, date.today())
    store = IndexStore(places.index)
    try:
        if store.holds(passages, embedder):
            return finder_of(pack, store.read(embedder), documents, embedder, Composer(pack))
        with tempfile.TemporaryDirectory(prefix="signpost-index-") as folder:
            own = IndexStore(Path(folder) / "index")
            own.write(passages, ReusingEmbedder(embedder, store))
            return finder_of(pack, own.read(embedder), documents, embedder, Composer(pack))
    except RetrievalError:
        return None


def _pairs(places: Places) -> list[Pair]:
    try:
        return read_pairs(places.behaviour)
    except BehaviourFileError as error:
        raise EvaluationError(f"Without the behavioural tests no model can be judged: {error}.") from error


def _actions(places: Places) -> Mapping[str, str]:
    try:
        return actions_by_intent(places.rules)
    except RulesFileError as error:
        raise EvaluationError(f"Without the rules no model can be judged: {error}") from error


def _pack(places: Places) -> Pack:
    return _loaded(places.pack)


def _loaded(folder: Path) -> Pack:
    try:
        return load_pack(folder)
    except ContentError as error:
        raise EvaluationError(f"The guidance has faults, so no model can be judged:\n{error}") from error


def _file(shelf: ModelShelf, name: str, draft: str | None) -> Path:
    return shelf.beside(name, draft, _ANSWERED)


def reader(
    *, places: Places, environment: Mapping[str, str], log: Path, cancelled: Callable[[], bool] = lambda: False
) -> Read:
    """Return what has models read messages, in a process of its own."""

    def read(archives: Sequence[Path], texts: Sequence[str]) -> list[dict[str, Understood]]:
        return understood(archives, texts, root=places.root, environment=environment, log=log, cancelled=cancelled)

    return read
