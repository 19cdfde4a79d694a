"""Headers: their columns become ours, unknown ones warn, forbidden ones are refused."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from visitplan.intake.codes import Code
from visitplan.intake.columns import NEEDED, TABLES
from visitplan.intake.forbidden import is_amount, is_forbidden, is_tracking
from visitplan.intake.report import Report, Spot
from visitplan.intake.words import nearest

_OF_CUSTOMERS = frozenset(
    {"cases", "contacts", "pinned", "baseline", "events", "outcomes", "places"}
)


def our_columns(
    headers: Sequence[str], *, table: str, mapping: Mapping[str, str], spot: Spot, report: Report
) -> list[str | None] | None:
    """Return our name of each column, None for those not read; None when nothing can be read.

    ``mapping`` is the user's own, from their header to our column, and wins over the aliases.
    """
    names = _names(table, mapping)
    columns = [names.get(header_key(header)) for header in headers]
    if not any(columns):
        report.error(
            Code.NO_HEADER,
            spot,
            "no known column in the first row",
            f"begin with a header as {', '.join(list(TABLES[table])[:4])}, …",
        )
        return None
    for number, (header, column) in enumerate(zip(headers, columns, strict=True), start=1):
        where = spot._replace(column=header.strip()[:60] or f"column {number}")
        _refuse_or_warn(header, column, table=table, spot=where, report=report)
    _note_twice(columns, spot, report)
    _note_missing(columns, table, spot, report)
    return columns


def header_key(header: str) -> str:
    """Return a header as compared: one width, one case, no blanks, hyphens or underscores."""
    return re.sub(r"[\s_\-/.]+", "", unicodedata.normalize("NFKC", header).casefold()).strip(
        "\ufeff"
    )


def knows_any(headers: Sequence[str], table: str, mapping: Mapping[str, str]) -> bool:
    """Tell whether any of these headers is known."""
    return not _names(table, mapping).keys().isdisjoint(map(header_key, headers))


def _names(table: str, mapping: Mapping[str, str]) -> dict[str, str]:
    ours = {
        header_key(name): column
        for column, aliases in reversed(list(TABLES[table].items()))
        for name in (*aliases, column)
    }
    exact = {header_key(column): column for column in TABLES[table]}
    theirs = {header_key(header): column for header, column in mapping.items()}
    return ours | exact | theirs


def _refuse_or_warn(
    header: str, column: str | None, *, table: str, spot: Spot, report: Report
) -> None:
    if is_tracking(header) or (table in _OF_CUSTOMERS and is_forbidden(header)):
        report.error(
            Code.COLUMN_FORBIDDEN,
            spot,
            "visitplan does not take this",
            "remove the column: it has no place in planning a visit",
        )
    elif column is None and is_amount(header):
        report.warn(
            Code.AMOUNT_IGNORED,
            spot,
            "is not read: visits are never planned by the amount owed",
            "remove the column",
        )
    elif column is None:
        near = nearest(header, TABLES[table])
        report.warn(
            Code.COLUMN_UNKNOWN,
            spot,
            "is not known and not read",
            f'did you mean "{near}"?' if near else f"map it in [headers.{table}] of day.toml",
        )


def _note_twice(columns: Sequence[str | None], spot: Spot, report: Report) -> None:
    seen: set[str] = set()
    for column in filter(None, columns):
        if column in seen:
            report.error(
                Code.HEADER_TWICE,
                spot._replace(column=column),
                "stands in the header more than once, perhaps under two names",
                "keep one of them",
            )
        seen.add(column)


def _note_missing(columns: Sequence[str | None], table: str, spot: Spot, report: Report) -> None:
    for group in NEEDED[table]:
        if not set(group) & set(columns):
            report.error(
                Code.COLUMN_MISSING,
                spot._replace(column=group[0]),
                "this column is missing",
                f"add {' or '.join(group)}, or map another header in [headers.{table}]",
            )
