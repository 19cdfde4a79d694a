"""What agents report from the doors: kept once, whatever the phone repeats; never changed."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, select

from visitplan.errors import ConflictError
from visitplan.storage import trail
from visitplan.storage.schema.columns import canonical
from visitplan.storage.schema.days import days
from visitplan.storage.schema.happenings import outcomes
from visitplan.storage.schema.plans import plans
from visitplan.storage.trail import Act
from visitplan.storage.writing import numbered_unless_there

RETRACTED = "RETRACTED"
"""The code of a correction that only says that the earlier report was a mistake."""


class Report(NamedTuple):
    """An outcome as a phone reports it.

    ``phone_id`` is made by the phone when the button is pressed, not when it sends.
    ``happened_at`` is by the phone's clock. ``body`` is whatever else was noted, without free
    text. ``corrects`` is the ``phone_id`` of the earlier report that this one puts right.
    """

    phone_id: str
    plan_id: str
    agent_id: str
    case_id: str
    code: str
    happened_at: datetime
    body: Mapping[str, Any]
    corrects: str | None = None


class KeptOutcome(NamedTuple):
    """A report as it is kept; ``seq`` counts in the order of arrival."""

    seq: int
    phone_id: str
    plan_id: str
    agent_id: str
    case_id: str
    code: str
    happened_at: datetime
    received_at: datetime
    body: Mapping[str, Any]
    body_sha256: str
    corrects_seq: int | None


class Recorded(NamedTuple):
    """The answer to a report: ``is_new`` is False where the phone had sent it before."""

    outcome: KeptOutcome
    is_new: bool


def record(connection: Connection, report: Report, *, at: datetime) -> Recorded:
    """Keep a report; the same one again changes nothing and gets the same answer.

    Raises ConflictError where the phone's id stands for something else, or where it corrects
    what this agent never reported of this case.
    """
    sha256 = sha256_of(report)
    row = {
        **report._asdict(),
        "happened_at": report.happened_at.isoformat(),
        "received_at": at,
        "body_sha256": sha256,
        "corrects_seq": _corrected(connection, report),
    }
    del row["corrects"]
    seq = numbered_unless_there(connection, outcomes, row)
    if seq is None:
        return Recorded(_same(connection, report.phone_id, sha256), is_new=False)
    after = {"seq": seq, "code": report.code, "sha256": sha256}
    act = Act(at, f"agent {report.agent_id}", "report", "case", report.case_id, after=after)
    trail.append(connection, act)
    return Recorded(KeptOutcome(seq, **row | {"happened_at": report.happened_at}), is_new=True)


def sha256_of(report: Report) -> str:
    """Return the SHA-256 of all that a report says, in hexadecimal."""
    said = {**report._asdict(), "happened_at": report.happened_at.isoformat()}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def of_plan(
    connection: Connection, plan_id: str, *, agent_id: str | None = None
) -> tuple[KeptOutcome, ...]:
    """Return what was reported of a plan's visits, in its order.

    Reports that were corrected are left out, and so are those that only take one back.
    """
    chosen = _standing().where(outcomes.c.plan_id == plan_id)
    if agent_id is not None:
        chosen = chosen.where(outcomes.c.agent_id == agent_id)
    return _kept(connection, chosen)


def of_day(connection: Connection, day_id: str, *, agent_id: str) -> tuple[KeptOutcome, ...]:
    """Return what an agent reported of a day, by whichever plan, as ``of_plan`` does."""
    plans_of_day = select(plans.c.id).where(plans.c.day_id == day_id)
    mine = (outcomes.c.plan_id.in_(plans_of_day), outcomes.c.agent_id == agent_id)
    return _kept(connection, _standing().where(*mine))


def of_case(connection: Connection, case_id: str) -> tuple[KeptOutcome, ...]:
    """Return everything that was reported of a case, corrected or not, in its order."""
    return _kept(connection, select(outcomes).where(outcomes.c.case_id == case_id))


def since(connection: Connection, seq: int, *, most: int = 1000) -> tuple[KeptOutcome, ...]:
    """Return the reports that came after a number, the first ones first."""
    return _kept(connection, select(outcomes).where(outcomes.c.seq > seq).limit(most))


def of_branches_since(
    connection: Connection, branch_ids: Collection[str], seq: int, *, most: int
) -> tuple[KeptOutcome, ...]:
    """Return the reports of some branches' plans that came after a number, the first ones first."""
    theirs = select(plans.c.id).join(days).where(days.c.branch_id.in_(branch_ids))
    chosen = select(outcomes).where(outcomes.c.seq > seq, outcomes.c.plan_id.in_(theirs))
    return _kept(connection, chosen.limit(most))


def numbered(connection: Connection, seq: int) -> KeptOutcome | None:
    """Return the report of a number; None where there is none."""
    return next(iter(_kept(connection, select(outcomes).where(outcomes.c.seq == seq))), None)


def as_reported(connection: Connection) -> Iterator[tuple[int, datetime, Report]]:
    """Yield every report with its number and its arrival, as the phone had sent it."""
    phone_ids: dict[int | None, str | None] = {None: None}
    for kept in _kept(connection, select(outcomes)):
        phone_ids[kept.seq] = kept.phone_id
        said = {name: getattr(kept, name) for name in Report._fields if name != "corrects"}
        yield kept.seq, kept.received_at, Report(**said, corrects=phone_ids[kept.corrects_seq])


def _standing() -> Select[Any]:
    later = outcomes.alias("later")
    corrected = select(later.c.seq).where(later.c.corrects_seq == outcomes.c.seq)
    return select(outcomes).where(~corrected.exists(), outcomes.c.code != RETRACTED)


def _corrected(connection: Connection, report: Report) -> int | None:
    if report.corrects is None:
        return None
    earlier = (
        outcomes.c.phone_id == report.corrects,
        outcomes.c.agent_id == report.agent_id,
        outcomes.c.case_id == report.case_id,
    )
    found = connection.execute(select(outcomes.c.seq).where(*earlier)).scalar_one_or_none()
    if found is None:
        raise ConflictError("the report that this one corrects is not known")
    return int(found)


def _same(connection: Connection, phone_id: str, sha256: str) -> KeptOutcome:
    (kept,) = _kept(connection, select(outcomes).where(outcomes.c.phone_id == phone_id))
    if kept.body_sha256 != sha256:
        raise ConflictError("this report's id was used for another report")
    return kept


def _kept(connection: Connection, chosen: Select[Any]) -> tuple[KeptOutcome, ...]:
    return tuple(map(_outcome, connection.execute(chosen.order_by(outcomes.c.seq))))


def _outcome(row: Row[Any]) -> KeptOutcome:
    happened = datetime.fromisoformat(row.happened_at)
    return KeptOutcome(**row._asdict() | {"happened_at": happened})
