"""Holds of a day that the database keeps: which cases have which, and new ones set."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from visitplan.app.kept.day_forms import DayForm, form_of
from visitplan.app.kept.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import Mapped, columns_of, with_holds
from visitplan.feedback.following import NewHold, Visited
from visitplan.intake.holds import ending_holds, open_holds
from visitplan.intake.lawfulness import PLACE_WORDS
from visitplan.intake.verbatim import VerbatimTable
from visitplan.intake.words import folded
from visitplan.storage import days, tables, trail
from visitplan.storage.database import Connection
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of, TableRow
from visitplan.storage.tables import DayTable
from visitplan.storage.trail import Act


def visited_on(connection: Connection, day_id: str) -> tuple[Visited, ...]:
    """Return what must be known of a day's cases; KeyError where it has no table of them."""
    table = _cases(connection, day_id)
    return tuple(_visited(table, form_of(connection, day_id).mapped("cases")))


def visited_of(
    connection: Connection, form: DayForm, case_ids: Collection[str]
) -> tuple[Visited, ...]:
    """Return of some cases what must be known; those that the day does not have are not among them.

    KeyError where it has no table of cases.
    """
    return _visited_in(form, tables.rows_about(connection, form.day_id, "cases", case_ids))


def visited_beside(
    connection: Connection, form: DayForm, case_ids: Collection[str]
) -> tuple[Visited, ...]:
    """Return what ``visited_of`` does, and the same of the other cases of the same people."""
    own = tables.rows_about(connection, form.day_id, "cases", case_ids)
    people = {each.debtor for each in _visited_in(form, own)}
    beside = [tables.rows_about(connection, form.day_id, "cases", people)]
    beside += [tables.rows_holding(connection, form.day_id, "cases", each) for each in people]
    rows = {row.subject: row for some in (own, *beside) for row in some}
    return _visited_in(form, rows.values())


def visited_in(
    connection: Connection, day_id: str, rows: Iterable[TableRow]
) -> tuple[Visited, ...]:
    """Return what must be known of the cases in some rows of a day's table of them."""
    return _visited_in(form_of(connection, day_id), rows)


def hold_on_day(
    connection: Connection, head: DayHead, holds: Sequence[NewHold], *, at: datetime, by: str
) -> None:
    """Set new holds, which makes a new version of the day; the trail tells of each."""
    form = form_of(connection, head.id)
    mapped, case_ids = form.mapped("cases"), {each.case_id for each in holds}
    rows = tables.rows_about(connection, head.id, "cases", case_ids)
    before = _with(form.head("cases"), rows)
    held = day_table(with_holds(before, holds, mapped))
    if held.headers == before.headers:
        tables.change_rows(connection, head.id, "cases", held.rows)
    else:
        whole = day_table(with_holds(_cases(connection, head.id), holds, mapped))
        tables.put_table(connection, Of(head.id, head.branch_id), whole, at=at)
    days.advance(connection, head.id, seen=head.version, at=at)
    for each in holds:
        dates = {"since": each.starts, "until": each.ends}
        after = {"hold": each.hold, **{name: str(day) for name, day in dates.items() if day}}
        act = Act(at, by, "hold", "case", each.case_id, head.branch_id, after=after)
        trail.append(connection, act)


def _visited_in(form: DayForm, rows: Iterable[TableRow]) -> tuple[Visited, ...]:
    return tuple(_visited(_with(form.head("cases"), rows), form.mapped("cases")))


def _with(head: DayTable, rows: Iterable[TableRow]) -> VerbatimTable:
    return verbatim_of(head._replace(rows=tuple(rows)))


def _cases(connection: Connection, day_id: str) -> VerbatimTable:
    stored = tables.load_table(connection, day_id, "cases")
    if stored is None:
        raise KeyError("the day has no table of cases")
    return verbatim_of(stored)


def _visited(cases: VerbatimTable, mapped: Mapped) -> Iterator[Visited]:
    columns = columns_of(cases, mapped)
    for row in cases.rows:
        cells = {name: cell for name, cell in zip(columns, row.cells, strict=True) if name}
        case_id = row.subject or ""
        kind = PLACE_WORDS.get(folded(str(cells.get("place_kind") or "")), "home")
        yield Visited(
            id=case_id,
            debtor=str(cells.get("debtor_id") or case_id),
            household=str(cells["household"]) if cells.get("household") else None,
            place_kind=kind,
            holds=open_holds(cells.get("holds") or ""),
            ending=ending_holds(cells.get("holds") or ""),
        )
