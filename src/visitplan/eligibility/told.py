"""Contacts as they were told of become columns: each once, in order, with their keys.

A million contacts are one column of each kind, so that sorting them and finding what is told of
twice takes a second and not a minute.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import count, islice
from operator import attrgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.terms import CapScope

SCOPES: tuple[CapScope, ...] = ("debt", "debtor", "household")

CHUNK = 200
"""How many contacts are held at once: so few that the garbage collector is not called for them."""

QUARTER = 900
"""Seconds."""

NONE = -1
"""The number of what was not said."""

_Column = NDArray[Any]
_Order = tuple[Sequence[int], Mapping[str, tuple[int, int]]]


Row = tuple[object, ...]


class Told(NamedTuple):
    """Rows of (day, second, channel, reached, notice, agent named, answered, kind of place).

    ``orders`` has for each scope the rows sorted by key and second, and where each key's begin
    and end.
    """

    rows: Iterator[Row]
    orders: Mapping[CapScope, _Order]


class _Codes:
    """Numbers for words: equal for equal ones, ``NONE`` for None."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = defaultdict(count().__next__, {None: NONE})

    def of(self, words: Iterable[str | None]) -> list[int]:
        return list(map(self.numbers.__getitem__, words))

    def words(self, numbers: _Column) -> list[str | None]:
        known: _Column = np.empty(len(self.numbers), dtype=object)
        for word, number in self.numbers.items():
            known[number] = word
        # The last one is that of NONE, which counts from the end.
        return list(known[numbers])


class _Coding(NamedTuple):
    """The numbers of all columns of words."""

    debt: _Codes
    debtor: _Codes
    household: _Codes
    channel: _Codes
    agent: _Codes
    place: _Codes


class _Columns(NamedTuple):
    """One row a contact; the first three hold the keys' numbers, ``answered`` seconds or NaN."""

    debt: _Column
    debtor: _Column
    household: _Column
    channel: _Column
    agent: _Column
    place: _Column
    second: _Column
    answered: _Column
    reached: _Column
    notice: _Column

    def each(self, change: Callable[[_Column], _Column]) -> "_Columns":
        return _Columns(*map(change, self))


_FIELDS: tuple[Callable[[Contact], Any], ...] = tuple(
    map(
        attrgetter,
        (
            "case_id", "debtor", "household", "channel", "names_agent", "place_kind", "at",
            "answered_at", "reached", "notice",
        ),
    )
)  # fmt: skip


def tell(contacts: Iterable[Contact], cases: Iterable[Case], zone: ZoneInfo) -> Told:
    """Return contacts in order, each once, with days in ``zone`` and the keys of their cases."""
    coding = _Coding(*(_Codes() for _ in _Coding._fields))
    columns = _with_keys_of(cases, _read(contacts, coding), coding)
    order = np.lexsort((columns.channel, columns.second, columns.debt))
    columns = _once(columns.each(lambda column: column[order]))
    return Told(
        rows=_rows(columns, coding, zone),
        orders={
            scope: _order(getattr(columns, scope), columns.second, getattr(coding, scope))
            for scope in SCOPES
        },
    )


def _read(contacts: Iterable[Contact], coding: _Coding) -> _Columns:
    told, chunks = iter(contacts), [_columns([], coding)]
    while chunk := list(islice(told, CHUNK)):
        chunks.append(_columns(chunk, coding))
    return _Columns(*(np.concatenate(parts) for parts in zip(*chunks, strict=True)))


def _columns(contacts: Sequence[Contact], coding: _Coding) -> _Columns:
    columns = [list(map(field, contacts)) for field in _FIELDS]
    words, (at, answered, reached, notice) = columns[:-4], columns[-4:]
    numbers = [codes.of(column) for codes, column in zip(coding, words, strict=True)]
    return _Columns._make(
        (
            *(np.array(column, dtype=np.int32) for column in numbers),
            np.array([moment.timestamp() for moment in at], dtype=np.float64),
            np.array([m.timestamp() if m else np.nan for m in answered], dtype=np.float64),
            np.array(reached, dtype=np.bool_),
            np.array(notice, dtype=np.bool_),
        )
    )


def _with_keys_of(cases: Iterable[Case], columns: _Columns, coding: _Coding) -> _Columns:
    """Fill in debtor and household from the case where the contact does not say them."""
    debtors = np.full(len(coding.debt.numbers), NONE, dtype=np.int32)
    households = debtors.copy()
    for case in cases:
        number = coding.debt.numbers.get(case.id)
        if number is not None:
            debtors[number] = coding.debtor.numbers[case.debtor]
            households[number] = coding.household.numbers[case.household_key]
    debtor, household = columns.debtor, columns.household
    return columns._replace(
        debtor=np.where(debtor == NONE, debtors[columns.debt], debtor),
        household=np.where(household == NONE, households[columns.debt], household),
    )


def _once(columns: _Columns) -> _Columns:
    """Return sorted columns with neighbours of one case, channel and moment made one row."""
    told = (columns.debt, columns.second, columns.channel)
    begins = np.ones(len(columns.debt), dtype=np.bool_)
    begins[1:] = np.any([column[1:] != column[:-1] for column in told], axis=0)
    if begins.all():
        return columns
    starts = np.flatnonzero(begins)
    return columns.each(lambda column: column[starts])._replace(
        reached=np.logical_or.reduceat(columns.reached, starts),
        notice=np.logical_or.reduceat(columns.notice, starts),
        answered=np.fmin.reduceat(columns.answered, starts),
        debtor=_first_said(columns.debtor, starts),
        household=_first_said(columns.household, starts),
        agent=_first_said(columns.agent, starts),
        place=_first_said(columns.place, starts),
    )


def _first_said(column: _Column, starts: _Column) -> _Column:
    """Return of each group of rows what the first one says that says anything."""
    rows = np.arange(len(column))
    said = np.minimum.reduceat(np.where(column == NONE, len(column), rows), starts)
    return np.append(column, NONE)[said].astype(column.dtype)


def _order(numbers: _Column, second: _Column, codes: _Codes) -> _Order:
    rows = np.lexsort((second, numbers))
    edges = np.searchsorted(numbers[rows], np.arange(len(codes.numbers)))
    begin, end = edges[:-1].tolist(), edges[1:].tolist()
    bounds = {
        word: (begin[number], end[number])
        for word, number in codes.numbers.items()
        if word is not None
    }
    return rows.tolist(), bounds


def _rows(columns: _Columns, coding: _Coding, zone: ZoneInfo) -> Iterator[Row]:
    return zip(
        _days(columns.second, zone),
        columns.second.tolist(),
        coding.channel.words(columns.channel),
        columns.reached.tolist(),
        columns.notice.tolist(),
        coding.agent.words(columns.agent),
        _moments(columns.answered, zone),
        coding.place.words(columns.place),
        strict=True,
    )


def _days(second: _Column, zone: ZoneInfo) -> list[date]:
    """Return the day of each moment; the offset is asked once a quarter of an hour.

    No zone changes its clock within one.
    """
    quarters, which = np.unique(second // QUARTER, return_inverse=True)
    days: _Column = np.empty(len(quarters), dtype=object)
    days[:] = [datetime.fromtimestamp(q * QUARTER, zone).date() for q in quarters.tolist()]
    return list(days[which])


def _moments(second: _Column, zone: ZoneInfo) -> list[datetime | None]:
    moments: _Column = np.full(len(second), None, dtype=object)
    for row in np.flatnonzero(~np.isnan(second)).tolist():
        moments[row] = datetime.fromtimestamp(float(second[row]), zone)
    return list(moments)
