"""Whether the trail is whole, and whether what it tells of is still what it was."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from visitplan.storage import outcomes, plans, trail
from visitplan.storage.redaction import ERASED
from visitplan.storage.schema.plans import plans as plans_table
from visitplan.storage.trail import BEGINNING, Entry

PURGED = "audit"
"""The kind of object by which an entry tells that the trail's own beginning was purged."""


class Break(NamedTuple):
    """Where the trail does not hold: the entry's number (None: what it is about), and what."""

    seq: int | None
    problem: str


class Proof(NamedTuple):
    """What a proof found: the newest entry's number and seal, and every break in order.

    Note the seal somewhere else: who cuts off the end of the trail leaves no other trace.
    """

    entries: int
    seq: int
    sha256: str
    breaks: tuple[Break, ...]


def prove(connection: Connection, *, noted: str | None = None) -> Proof:
    """Check every seal of the trail, and every plan and report by the seal made of it.

    ``noted`` is a seal that somebody noted earlier: it must still be there.
    """
    found = list(trail.entries(connection))
    last = found[-1] if found else None
    breaks = [
        *_beginning(found),
        *_seals(found),
        *_missing(found, noted),
        *_changed_plans(connection, found),
        *_changed_reports(connection, found),
    ]
    return Proof(
        len(found),
        last.seq if last else 0,
        last.sha256 if last else BEGINNING,
        tuple(sorted(breaks, key=lambda each: (each.seq is None, each.seq or 0))),
    )


def _beginning(found: list[Entry]) -> Iterator[Break]:
    """Yield a break where the first entry follows from one that no purge tells of."""
    if not found or found[0].previous_sha256 == BEGINNING:
        return
    purges = (entry.act.after or {} for entry in found if entry.act.kind == PURGED)
    if found[0].previous_sha256 not in {purge.get("sha256") for purge in purges}:
        yield Break(found[0].seq, "the entries before this one are gone, and no purge tells of it")


def _seals(found: list[Entry]) -> Iterator[Break]:
    emptied = _emptied(found)
    for entry in found:
        sealed = trail.seal(entry.seq, entry.act, entry.previous_sha256)
        is_emptied = entry.act.kind == ERASED and sealed == emptied.get(str(entry.seq))
        if sealed != entry.sha256 and not is_emptied:
            yield Break(entry.seq, "this entry was changed after it was sealed")
    for before, entry in pairwise(found):
        if entry.seq != before.seq + 1:
            yield Break(entry.seq, f"the entries after {before.seq} and before this one are gone")
        elif entry.previous_sha256 != before.sha256:
            yield Break(entry.seq, "this entry does not follow from the one before")


def _emptied(found: Iterable[Entry]) -> dict[str, str]:
    """Return the entries that erasures emptied: their numbers, and the seals of what is left."""
    return {seq: seal for each in _erasures(found) for seq, seal in each["entries"].items()}


def _erasures(found: Iterable[Entry]) -> Iterator[Mapping[str, Any]]:
    return (entry.act.after for entry in found if entry.act.what == "erase" and entry.act.after)


def _missing(found: list[Entry], noted: str | None) -> Iterator[Break]:
    if noted is not None and noted not in {entry.sha256 for entry in found}:
        yield Break(None, "the seal that was noted is not in the trail: its end was cut off")


def _told(found: Iterable[Entry], what: str) -> frozenset[str]:
    """Return every SHA-256 that entries of one verb tell of."""
    told = (entry.act.after or {} for entry in found if entry.act.what == what)
    return frozenset(after["sha256"] for after in told if "sha256" in after)


def _changed_plans(connection: Connection, found: list[Entry]) -> Iterator[Break]:
    """Yield a break for each published plan that the trail does not tell of as it stands."""
    told = _told(found, "publish")
    erased = {plan: sha for each in _erasures(found) for plan, sha in each["plans"].items()}
    published = select(plans_table).where(plans_table.c.published_at.is_not(None))
    for plan in connection.execute(published):
        sha256 = plans.sha256_of(plan.document)
        is_told = sha256 == erased[plan.id] if plan.id in erased else sha256 in told
        if not is_told and not _is_older(plan.published_at, found):
            yield Break(None, f"version {plan.version} of {plan.day_id} is not what was published")


def _changed_reports(connection: Connection, found: list[Entry]) -> Iterator[Break]:
    """Yield a break for each report that the trail does not tell of as it stands."""
    told = _told(found, "report")
    for seq, received_at, report in outcomes.as_reported(connection):
        if outcomes.sha256_of(report) not in told and not _is_older(received_at, found):
            yield Break(None, f"report {seq} is not what was reported")


def _is_older(moment: datetime, found: list[Entry]) -> bool:
    """Tell whether the trail's beginning, which was purged, may have told of something."""
    return bool(found) and found[0].previous_sha256 != BEGINNING and moment < found[0].act.at
