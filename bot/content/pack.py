"""A whole guidance pack as one typed value."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.advice.danger import DangerRule
from bot.advice.hours import OfficeHours
from bot.advice.level import Level
from bot.advice.policy import Cut, DecidingQuestion, Named, Policy
from bot.content import schema
from bot.content.bank_holidays import is_bank_holiday
from bot.content.checks.rules import check_pack
from bot.content.errors import Fault, PackContentError, PackNotFoundError
from bot.content.reading import RecordT, read_record
from bot.content.synonyms import one_word_for_each

DEFAULT_PACK = Path(__file__).resolve().parents[2] / "knowledge" / "north-east-lincolnshire"
SHOWN = 8
"""How much of the fingerprint stands in the version."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Pack:
    """Everything in one folder of `knowledge/`, checked."""

    folder: Path
    about: schema.PackFile
    sources: Mapping[str, schema.Source]
    contacts: Mapping[str, schema.Contact]
    hours: Mapping[str, schema.Hours]
    routes: Mapping[str, schema.Route]
    steps: tuple[schema.Step, ...]
    names: tuple[schema.Renaming, ...]
    synonyms: tuple[schema.Synonym, ...]
    indicators: Mapping[str, schema.Indicator]
    questions: Mapping[str, schema.Question]
    thresholds: schema.ThresholdsFile
    danger: schema.DangerFile
    duty: schema.DutyFile
    replies: schema.RepliesFile
    referral: schema.ReferralFile
    entries: Mapping[str, schema.Entry]
    fingerprint: str
    """SHA-256 over every file of the pack as it was loaded: the same content gives the same value."""
    entry_files: Mapping[str, str]
    """The file of each entry, from the pack's folder on."""

    @cached_property
    def policy(self) -> Policy:
        """The thresholds, levels and questions in the form the rules work with."""
        exceptions = self.thresholds.indicators
        return Policy(
            levels={i.id: Level.from_slug(i.level) for i in self.indicators.values()},
            cuts={
                i.id: Cut(exceptions[i.id].possible, exceptions[i.id].clear)
                if i.id in exceptions
                else Cut(getattr(self.thresholds.possible, i.level), getattr(self.thresholds.clear, i.level))
                for i in self.indicators.values()
            },
            danger=Cut(self.thresholds.danger.possible, self.thresholds.danger.clear),
            named=Named(beside=self.thresholds.named.beside, alone=self.thresholds.named.alone),
            concern=self.thresholds.concern,
            some_severe=self.thresholds.some_severe,
            danger_beside_early_help=self.thresholds.danger_beside_early_help,
            several_early_help=self.thresholds.several_early_help,
            questions_per_conversation=self.thresholds.questions_per_conversation,
            questions=tuple(
                DecidingQuestion(q.id, q.lower, q.higher, q.always, q.inverted, q.raised_by)
                for q in self.questions.values()
            ),
        )

    @cached_property
    def danger_rules(self) -> tuple[DangerRule, ...]:
        """The danger rules, compiled."""
        return tuple(
            DangerRule(
                rule.id,
                tuple(re.compile(self._with_words(pattern)) for pattern in rule.all),
                tuple(re.compile(self._with_words(pattern)) for pattern in rule.none),
                rule.means,
            )
            for rule in self.danger.rules
        )

    @cached_property
    def rewrite(self) -> Callable[[str], str]:
        """Puts a text into small letters, and one word for what people call by several."""
        return one_word_for_each(self.synonyms)

    def office_hours(self, hours_id: str) -> OfficeHours:
        """Return the hours of that id; `KeyError` where the pack has none."""
        record = self.hours[hours_id]
        days = {
            _WEEKDAYS.index(day): (time.fromisoformat(spell.opens), time.fromisoformat(spell.closes))
            for spell in record.days
            for day in spell.days
        }
        return OfficeHours(days, ZoneInfo(record.timezone), is_bank_holiday)

    def entries_in_force(self, on: date) -> tuple[schema.Entry, ...]:
        """Return the entries that may be shown on a day."""
        return tuple(
            entry
            for entry in self.entries.values()
            if (entry.in_force_from is None or entry.in_force_from <= on)
            and (entry.in_force_until is None or on < entry.in_force_until)
        )

    @property
    def merged(self) -> dict[str, str]:
        """The ids of entries that were merged into others, with the id of the entry that says it now."""
        return {old: entry.id for entry in self.entries.values() for old in entry.was}

    def file_of(self, entry: schema.Entry) -> str:
        """Return the file in which an entry stands, from the pack's folder on."""
        return self.entry_files.get(entry.id, "entries")

    def authority(self, authority_id: str) -> schema.Authority:
        """Return the authority of that id; `KeyError` where the pack names none."""
        return {a.id: a for a in self.about.authorities}[authority_id]

    @property
    def version(self) -> str:
        """The version that is kept with each piece of advice given."""
        return f"{self.about.version}+{self.fingerprint[:SHOWN]}"

    def _with_words(self, pattern: str) -> str:
        for word, meaning in self.danger.words.items():
            pattern = pattern.replace("{" + word + "}", f"(?:{meaning})")
        return pattern


def load_pack(folder: Path = DEFAULT_PACK) -> Pack:
    """Load and check a pack.

    Raises:
        PackNotFoundError: The folder or one of its files is missing.
        PackSyntaxError: A file is not YAML.
        PackContentError: There are faults; all of those found in the stage that failed are listed.
    """
    if not folder.is_dir():
        raise PackNotFoundError(f"{folder}: no such folder; expected a guidance pack")
    pack = _assemble(folder, _PackReader(folder))
    faults = check_pack(pack)
    if faults:
        raise PackContentError(faults)
    return pack


class _PackReader:
    """Reads every file of a pack once and keeps all faults, so that an editor sees them in one go."""

    _FILES: Mapping[str, type[schema.Record]] = {
        "pack": schema.PackFile,
        "sources": schema.SourcesFile,
        "contacts": schema.ContactsFile,
        "routes": schema.RoutesFile,
        "steps": schema.StepsFile,
        "names": schema.NamesFile,
        "synonyms": schema.SynonymsFile,
        "indicators": schema.IndicatorsFile,
        "questions": schema.QuestionsFile,
        "thresholds": schema.ThresholdsFile,
        "danger": schema.DangerFile,
        "duty": schema.DutyFile,
        "replies": schema.RepliesFile,
        "referral": schema.ReferralFile,
    }

    def __init__(self, folder: Path) -> None:
        self._records: dict[type[schema.Record], schema.Record] = {}
        self.entries: dict[str, schema.Entry] = {}
        self.entry_files: dict[str, str] = {}
        self._faults: list[Fault] = []
        for name, kind in self._FILES.items():
            record = self._read(folder / f"{name}.yml", kind)
            if record is not None:
                self._records[kind] = record
                self._check_ids(folder / f"{name}.yml", record)
        for path in sorted((folder / "entries").glob("*.yml")):
            self._add_entries(path)
        if self._faults:
            raise PackContentError(self._faults)

    def of(self, kind: type[RecordT]) -> RecordT:
        """Return the record of that kind; every kind is there once the constructor has returned."""
        record = self._records[kind]
        if not isinstance(record, kind):
            raise TypeError(f"expected {kind.__name__}, found {type(record).__name__}")
        return record

    def _read(self, path: Path, kind: type[RecordT]) -> RecordT | None:
        try:
            return read_record(path, kind)
        except PackContentError as error:
            self._faults.extend(error.faults)
            return None

    def _check_ids(self, path: Path, record: schema.Record) -> None:
        """Of two records with one id the first would be lost without a word."""
        for field, value in record:
            ids = [getattr(item, "id", None) for item in value] if isinstance(value, tuple) else []
            for doubled in sorted({one for one in ids if one is not None and ids.count(one) > 1}):
                self._faults.append(Fault(path, f"{field}[{doubled}].id", "an id used twice", "an id of its own"))

    def _add_entries(self, path: Path) -> None:
        file = self._read(path, schema.EntriesFile)
        for entry in file.entries if file else ():
            if entry.id in self.entries:
                self._faults.append(Fault(path, f"entries[{entry.id}].id", "an id used before", "an id of its own"))
            self.entries[entry.id] = entry
            self.entry_files[entry.id] = f"entries/{path.name}"


def _assemble(folder: Path, reader: _PackReader) -> Pack:
    return Pack(
        folder=folder,
        about=reader.of(schema.PackFile),
        sources={source.id: source for source in reader.of(schema.SourcesFile).sources},
        contacts={contact.id: contact for contact in reader.of(schema.ContactsFile).contacts},
        hours={hours.id: hours for hours in reader.of(schema.ContactsFile).hours},
        routes={route.id: route for route in reader.of(schema.RoutesFile).routes},
        steps=reader.of(schema.StepsFile).steps,
        names=reader.of(schema.NamesFile).names,
        synonyms=reader.of(schema.SynonymsFile).synonyms,
        indicators={indicator.id: indicator for indicator in reader.of(schema.IndicatorsFile).indicators},
        questions={question.id: question for question in reader.of(schema.QuestionsFile).questions},
        thresholds=reader.of(schema.ThresholdsFile),
        danger=reader.of(schema.DangerFile),
        duty=reader.of(schema.DutyFile),
        replies=reader.of(schema.RepliesFile),
        referral=reader.of(schema.ReferralFile),
        entries=reader.entries,
        fingerprint=fingerprint_of(folder),
        entry_files=reader.entry_files,
    )


def fingerprint_of(folder: Path, changed: Mapping[Path, str] | None = None) -> str:
    """Return the SHA-256 over every file of a pack; `changed` holds the text that a file of it would have."""
    texts = changed or {}
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.yml")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(texts[path].encode() if path in texts else path.read_bytes())
    return digest.hexdigest()
