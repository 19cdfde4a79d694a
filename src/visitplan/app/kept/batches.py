"""A batch of rows that a core system hands over, put into a day's table: all of it, or findings.

The columns go by our own names; what a row does not name is blank. The table keeps its headers
and gets those that it lacks. What is wrong is told by the rows of the batch.
"""

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from visitplan.app.kept.day_at_hand import read_inputs
from visitplan.app.kept.day_rows import new_table, shown
from visitplan.app.kept.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import Mapped, columns_of, with_columns
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.intake.codes import Code
from visitplan.intake.columns import TABLES
from visitplan.intake.identifiers import identifier
from visitplan.intake.misread import MisreadError
from visitplan.intake.report import Report, Spot
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.intake.verbatim import Form, VerbatimRow, VerbatimTable
from visitplan.intake.words import nearest
from visitplan.storage.tables import DayInputs

Sent = Mapping[str, object]
"""A row of a batch: our columns, each with what stands in it."""
WITHDRAW = "withdraw"
"""The list of a batch that names cases to be withdrawn; findings name it as their file."""


class Batch(NamedTuple):
    """Rows of one table, and the ids of cases to be withdrawn."""

    table: Literal["cases", "contacts"]
    rows: tuple[Sent, ...]
    withdrawn: tuple[str, ...] = ()


class Merged(NamedTuple):
    """A day's table with a batch in it.

    ``places`` tells of the positions in the table which row of the batch, from 1, stands there.
    """

    table: VerbatimTable
    places: Mapping[int, int]


def merge_cases(inputs: DayInputs, batch: Batch) -> Merged:
    """Return the day's cases with those of the batch in their places, or at the end.

    A hold that stands is never lifted. Raises InputError with every finding: an unknown column,
    an id that is missing or comes twice, a case to be withdrawn that the day does not have.
    """
    ids = _sound_ids(batch)
    table, mapped = _standing(inputs, "cases")
    table = with_columns(table, _named(batch, "status", "holds"), mapped)
    columns = columns_of(table, mapped)
    rows = list(table.rows)
    where = {row.subject: number for number, row in enumerate(rows) if row.subject}
    _require_known(batch.withdrawn, where)
    places: dict[int, int] = {}
    for number, (case_id, sent) in enumerate(zip(ids, batch.rows, strict=True), start=1):
        place = where.get(case_id, len(rows))
        before = rows[place].cells if place < len(rows) else None
        cells = _with_holds_of(before, _cells(sent, columns), columns)
        rows[place : place + 1] = [VerbatimRow(case_id, cells)]
        places[place] = number
    for case_id in batch.withdrawn:
        row = rows[where[case_id]]
        rows[where[case_id]] = row._replace(cells=_withdrawn(row.cells, columns))
    return Merged(table._replace(rows=tuple(rows)), places)


def merge_contacts(inputs: DayInputs, batch: Batch) -> Merged:
    """Return the day's contacts with those of the batch at the end; raises as for cases.

    A contact that the table has word for word is not put there twice: it would count twice.
    """
    ids = _sound_ids(batch)
    table, mapped = _standing(inputs, "contacts")
    table = with_columns(table, _named(batch), mapped)
    columns = columns_of(table, mapped)
    rows, places = list(table.rows), dict[int, int]()
    told = {tuple(map(shown, row.cells)) for row in rows}
    for number, (case_id, sent) in enumerate(zip(ids, batch.rows, strict=True), start=1):
        cells = _cells(sent, columns)
        if cells not in told:
            told.add(cells)
            places[len(rows)] = number
            rows.append(VerbatimRow(case_id, cells))
    return Merged(table._replace(rows=tuple(rows)), places)


def findings_of(inputs: DayInputs, merged: Merged) -> tuple[Finding, ...]:
    """Return what is worth a look in a batch, read as a whole day folder is read.

    Raises InputError where the batch makes the day unreadable. What was wrong before is nobody's
    fault now, and is not told.
    """
    name = merged.table.name
    as_json = merged.table._replace(file=f"{name}.json", form=Form("utf-8"))
    others = tuple(table for table in inputs.tables if table.name != name)
    tried = inputs._replace(tables=(*others, day_table(as_json)))
    told = _told_by(merged)
    try:
        found = read_inputs(tried).findings
    except InputError as refused:
        new = [finding for finding in map(told, refused.findings) if finding]
        wrong = [each for each in new if each.severity == "error"] or _new(inputs, refused)
        if wrong:
            raise InputError([*wrong, *(each for each in new if each not in wrong)]) from None
        found = refused.findings
    return tuple(finding for finding in map(told, found) if finding)


def _told_by(merged: Merged) -> Callable[[Finding], Finding | None]:
    """Return what gives a finding the row of the batch; None for one of any other row."""
    name = merged.table.name

    def told(finding: Finding) -> Finding | None:
        mine = finding.file == f"{name}.json" and finding.row is not None
        row = merged.places.get((finding.row or 0) - 1) if mine else None
        return finding.model_copy(update={"file": name, "row": row}) if row else None

    return told


def _new(inputs: DayInputs, refused: InputError) -> list[Finding]:
    """Return the errors of other rows and tables that the day did not have by itself."""
    try:
        read_inputs(inputs)
    except InputError as before:
        standing = {_what(finding) for finding in before.findings}
    else:
        standing = set()
    errors = (each for each in refused.findings if each.severity == "error")
    return [each for each in errors if _what(each) not in standing]


def _what(finding: Finding) -> tuple[str, str | None, str]:
    return (finding.code, finding.column, finding.problem)


def _sound_ids(batch: Batch) -> tuple[str, ...]:
    report, known = Report(), TABLES[batch.table]
    ids = []
    for number, sent in enumerate(batch.rows, start=1):
        for name in sent:
            _require_column(name, known, Spot(batch.table, number, name), report)
        ids.append(_id_of(sent, Spot(batch.table, number, "case_id"), report))
    if batch.table == "cases":
        _refuse_repeated(ids, batch.withdrawn, report)
    report.raise_if_refused()
    return tuple(ids)


def _require_column(name: str, known: Collection[str], spot: Spot, report: Report) -> None:
    if name not in known:
        near = nearest(name, known)
        remedy = f'did you mean "{near}"?' if near else "leave it out"
        report.error(Code.COLUMN_UNKNOWN, spot, "is no column of ours", remedy)


def _id_of(sent: Sent, spot: Spot, report: Report) -> str:
    try:
        return identifier(sent.get("case_id"))
    except MisreadError as misread:
        report.misread(spot, misread)
        return ""


def _refuse_repeated(ids: Sequence[str], withdrawn: Sequence[str], report: Report) -> None:
    seen: set[str] = set()
    spots = [Spot("cases", number, "case_id") for number in range(1, len(ids) + 1)]
    spots += [Spot(WITHDRAW, number) for number in range(1, len(withdrawn) + 1)]
    for case_id, spot in zip([*ids, *withdrawn], spots, strict=True):
        if case_id and case_id in seen:
            report.error(Code.ID_TWICE, spot, "the batch has this case twice", "send it once")
        seen.add(case_id)


def _require_known(case_ids: Sequence[str], known: Iterable[str]) -> None:
    report, there = Report(), set(known)
    for number, case_id in enumerate(case_ids, start=1):
        if case_id not in there:
            spot = Spot(WITHDRAW, number)
            report.error(Code.CASE_UNKNOWN, spot, "the day has no such case", "name one of its")
    report.raise_if_refused()


def _standing(inputs: DayInputs, name: str) -> tuple[VerbatimTable, Mapped]:
    settings = inputs.files.get(SETTINGS, b"").decode("utf-8-sig")
    headers: Mapping[str, Mapped] = tomllib.loads(settings).get("headers", {})
    return verbatim_of(inputs.table(name) or new_table(name)), headers.get(name, {})


def _named(batch: Batch, *always: str) -> list[str]:
    return list(dict.fromkeys([*(name for sent in batch.rows for name in sent), *always]))


def _cells(sent: Sent, columns: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(shown(sent.get(column)) if column else "" for column in columns)


def _with_holds_of(
    before: Sequence[object] | None, cells: tuple[object, ...], columns: Sequence[str | None]
) -> tuple[object, ...]:
    """Return a row's new cells with the holds that it had: only a person lifts one."""
    place = columns.index("holds")
    texts = [shown(each[place]) for each in (before, cells) if each is not None]
    held = dict.fromkeys(word.strip() for text in texts for word in text.split(";"))
    together = "; ".join(filter(None, held))
    return (*cells[:place], together, *cells[place + 1 :])


def _withdrawn(cells: Sequence[object], columns: Sequence[str | None]) -> tuple[object, ...]:
    place = columns.index("status")
    return (*cells[:place], "withdrawn", *cells[place + 1 :])
