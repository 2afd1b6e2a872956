"""Readings and cases as plain JSON values and back, for slots and the message tracker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.advice.case import Case
from bot.advice.reading import AgencyWork, Finding, Reading, Reason, SetAside, Work

Record = Mapping[str, Any]


def reading_to_record(reading: Reading) -> dict[str, Any]:
    """Return the reading as JSON values."""
    record = asdict(reading)
    record["agencies"] = [{**asdict(item), "work": item.work.value} for item in reading.agencies]
    record["set_aside"] = [{**asdict(item), "reason": item.reason.value} for item in reading.set_aside]
    return record


def reading_from_record(record: Record | None) -> Reading:
    """Return the reading that was written; nothing gives an empty one, in which nothing was understood.

    Raises:
        TypeError, KeyError, ValueError: The record was not written by `reading_to_record` of this version.
    """
    if not record:
        return Reading()
    return Reading(
        findings=tuple(Finding(**finding) for finding in record["findings"]),
        set_aside=tuple(SetAside(**{**item, "reason": Reason(item["reason"])}) for item in record["set_aside"]),
        concern=record["concern"],
        danger=record["danger"],
        danger_rules=tuple(record["danger_rules"]),
        despite_help=record["despite_help"],
        severe_neglect=record["severe_neglect"],
        children=tuple(record["children"]),
        # Records of an earlier version have none of these.
        accounts_differ=record.get("accounts_differ", False),
        agencies=_agencies(record.get("agencies", ())),
    )


def case_to_record(case: Case) -> dict[str, Any]:
    """Return the case as JSON values."""
    record = asdict(case)
    record["agencies"] = [{**asdict(item), "work": item.work.value} for item in case.agencies]
    return record


def case_from_record(record: Record | None) -> Case:
    """Return the case that was written; nothing gives a new one.

    Raises:
        TypeError, KeyError, ValueError: The record was not written by `case_to_record` of this version.
    """
    if not record:
        return Case()
    return Case(
        **{
            **record,
            "findings": tuple(Finding(**finding) for finding in record["findings"]),
            "asked": tuple(record["asked"]),
            "settled": tuple(record["settled"]),
            "denied": tuple(record.get("denied", ())),
            "contradicted": tuple(record.get("contradicted", ())),
            "children": tuple(record.get("children", ())),
            "agencies": _agencies(record.get("agencies", ())),
        }
    )


def _agencies(records: Iterable[Record]) -> tuple[AgencyWork, ...]:
    return tuple(AgencyWork(**{**item, "work": Work(item["work"])}) for item in records)
