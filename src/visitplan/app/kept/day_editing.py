"""A day's tables and files, changed by somebody: always such that the day can be planned.

Rows are changed one at a time. Whoever changes one names it as he saw it, so two people who
change different rows of a day are never in each other's way, and two who change the same row are
told. A change after which the day could not be read is refused with all findings.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from visitplan.app.kept.day_at_hand import read_inputs
from visitplan.app.kept.day_rows import Edited, written_row
from visitplan.app.kept.lifting import with_lifts
from visitplan.domain.finding import Finding
from visitplan.errors import ConflictError, InputError
from visitplan.intake.reading import Reading
from visitplan.storage import branches, days, tables, trail
from visitplan.storage.branches import BranchAgent
from visitplan.storage.database import Connection, Database
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of
from visitplan.storage.tables import DayInputs
from visitplan.storage.trail import Act

MOST_TRIES = 5
"""How often a change is made anew on top of what others changed in the meantime."""

Change = Callable[[DayInputs], Edited]
"""Makes of a day's inputs what somebody wants them to be; ConflictError where that is over."""


class Editing(NamedTuple):
    """Who changes which day, when."""

    day_id: str
    by: str
    at: datetime


class Kept(NamedTuple):
    """A day after a change, and what is still worth a look."""

    head: DayHead
    findings: tuple[Finding, ...]


def edit_day(database: Database, editing: Editing, change: Change) -> Kept:
    """Change a day's inputs and count it as a new version.

    Raises InputError with all findings where the day could not be read then, ConflictError where
    what was to be changed is not there any more as it was seen: then nothing is changed.
    """
    for _ in range(MOST_TRIES):
        with database.read() as connection:
            head = _required(connection, editing.day_id)
            standing = tables.load(connection, editing.day_id)
            today = _today(connection, head, editing)
        edited = with_lifts(change(standing), by=editing.by, on=today)
        reading = read_inputs(edited.inputs)
        _refuse_another_date(reading, head)
        try:
            with database.write() as connection:
                _keep(connection, head, edited, reading, editing)
                return Kept(_required(connection, head.id), reading.findings)
        except ConflictError:
            continue
    raise ConflictError("the day is changed by others all the time: try again")


def put_file(name: str, was: str, content: bytes) -> Change:
    """Return the change that puts a file in the place of the one with this digest."""

    def change(inputs: DayInputs) -> Edited:
        standing = inputs.files.get(name, b"")
        if written_row([standing.decode("utf-8", "replace")]) != was:
            raise ConflictError("the file was changed by somebody else in the meantime")
        files = {**inputs.files, name: content}
        told: dict[str, Any] = {"file": name}
        return Edited(inputs._replace(files=files), None, name, told, told)

    return change


def _today(connection: Connection, head: DayHead, editing: Editing) -> date:
    branch = branches.find(connection, head.branch_id)
    return editing.at.astimezone(ZoneInfo(branch.time_zone) if branch else UTC).date()


def _required(connection: Connection, day_id: str) -> DayHead:
    head = days.head(connection, day_id)
    if head is None:
        raise ConflictError("the day is gone")
    return head


def _keep(
    connection: Connection, head: DayHead, edited: Edited, reading: Reading, editing: Editing
) -> None:
    of = Of(head.id, head.branch_id)
    days.advance(connection, head.id, seen=head.version, at=editing.at)
    if edited.table:
        tables.put_table(connection, of, edited.table, at=editing.at)
    else:
        content = edited.inputs.files[edited.subject]
        tables.put_file(connection, head.id, edited.subject, content)
    for agent in reading.day.agents:
        named = BranchAgent(agent.id, agent.name)
        branches.know_agent(connection, head.branch_id, named, editing.at)
    trail.append(connection, _act(head, edited, editing))


def _act(head: DayHead, edited: Edited, editing: Editing) -> Act:
    kind = f"row of {edited.table.name}" if edited.table else "settings"
    return Act(
        editing.at,
        editing.by,
        "edit",
        kind,
        edited.subject,
        branch_id=head.branch_id,
        before=_with_day(edited.before, head),
        after=_with_day(edited.after, head),
    )


def _with_day(fields: Mapping[str, Any] | None, head: DayHead) -> Mapping[str, Any] | None:
    return None if fields is None else {**fields, "day_id": head.id}


def _refuse_another_date(reading: Reading, head: DayHead) -> None:
    if reading.day.date != head.date:
        problem = f"is {reading.day.date}, but this is the day of {head.date}"
        remedy = "import the other day as a day of its own"
        finding = Finding(
            severity="error",
            code="VP-IN-082",
            file="day.toml",
            column="date",
            problem=problem,
            remedy=remedy,
        )
        raise InputError([finding])
