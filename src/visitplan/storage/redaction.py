"""Entries of the audit trail that are about a person; what they told goes, the chain stays whole.

An entry whose text went keeps its number, its moment, who acted, and its old seal, on which the
next entry builds; the erasure's own entry, sealed like any other, names it and the seal of what is
left of it. So nobody but an erasure, which the trail tells of, can empty an entry. An old seal is
a hash of what was told: whoever holds every id of a lender could still try which one it was.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select

from visitplan.storage import trail
from visitplan.storage.permit import permitted
from visitplan.storage.persons import Person, names, plans_of
from visitplan.storage.schema.audit import audit
from visitplan.storage.schema.happenings import outcomes
from visitplan.storage.trail import Act, Entry

ERASED = "erased"
"""What stands for the object of an entry that told of somebody."""
_OF_CASES = ("case", "visit")
_OF_ROWS = "row of "


def entries_about(connection: Connection, person: Person) -> tuple[Entry, ...]:
    """Return the entries that tell of a person, the oldest first."""
    others = _reported_elsewhere(connection, person)
    return tuple(
        entry
        for entry in trail.chosen(connection, _maybe_about(person))
        if _is_about(entry.act, person) and not _is_report_among(entry.act, others)
    )


def redact(connection: Connection, entries: tuple[Entry, ...], *, by: str) -> Mapping[str, str]:
    """Empty entries; return the number of each with the seal of what is left of it."""
    seals: dict[str, str] = {}
    with permitted(connection, by):
        for entry in entries:
            left = emptied(entry.act)
            connection.execute(delete(audit).where(audit.c.seq == entry.seq))
            kept = {"previous_sha256": entry.previous_sha256, "sha256": entry.sha256}
            connection.execute(insert(audit).values(seq=entry.seq, **left._asdict(), **kept))
            seals[str(entry.seq)] = trail.seal(entry.seq, left, entry.previous_sha256)
    return seals


def emptied(act: Act) -> Act:
    """Return an act that tells of nobody any more."""
    return act._replace(kind=ERASED, object_id=ERASED, reason=None, before=None, after=None)


def _maybe_about(person: Person) -> Select[Any]:
    of_branch = or_(audit.c.branch_id == person.branch_id, audit.c.branch_id.is_(None))
    told = or_(names(audit.c.before, person.ids), names(audit.c.after, person.ids))
    return select(audit).where(of_branch, or_(audit.c.object_id.in_(person.ids), told))


def _is_about(act: Act, person: Person) -> bool:
    of_a_case = act.kind in _OF_CASES or act.kind.startswith(_OF_ROWS) or act.kind == "person"
    told = {*_texts(act.before), *_texts(act.after)}
    return (of_a_case and act.object_id in person.ids) or bool(told & person.ids)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _reported_elsewhere(connection: Connection, person: Person) -> frozenset[int]:
    """Return the reports that other branches have of a case that is called the same."""
    theirs = (
        outcomes.c.case_id.in_(person.case_ids),
        outcomes.c.plan_id.not_in(plans_of(person.branch_id)),
    )
    return frozenset(connection.execute(select(outcomes.c.seq).where(*theirs)).scalars())


def _is_report_among(act: Act, reports: frozenset[int]) -> bool:
    return act.what == "report" and (act.after or {}).get("seq") in reports
