"""A day that a core system begins: its settings as a text, its tables as rows, kept at once."""

import json
from collections.abc import Callable, Mapping, Sequence

from visitplan.app.kept.day_at_hand import folder_of
from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.app.opening import read_day
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.storage.database import Connection, Database
from visitplan.storage.days import DayHead

Rows = Sequence[Mapping[str, object]]
Finish = Callable[[Connection, DayHead, tuple[Finding, ...]], None]
"""What else belongs into the transaction that keeps the day."""


def begin_day(
    database: Database,
    settings: str,
    tables: Mapping[str, Rows],
    importing: Importing,
    finish: Finish,
) -> None:
    """Keep a new day of a branch; all of it, or nothing.

    Raises InputError with every finding, named by table and row, and ConflictError where the
    branch has a day of that date.
    """
    given = {name: rows for name, rows in tables.items() if rows}
    files = {_file(name): json.dumps(list(rows)).encode() for name, rows in given.items()}
    with folder_of({SETTINGS: settings.encode(), **files}) as folder:
        try:
            findings = tuple(map(_by_table, read_day(folder).findings))
            with database.write() as connection:
                finish(connection, import_day(connection, folder, importing), findings)
        except InputError as refused:
            raise InputError([_by_table(each) for each in refused.findings]) from None


def _file(table: str) -> str:
    return f"{table}.json"


def _by_table(finding: Finding) -> Finding:
    place = "settings" if finding.file == SETTINGS else finding.file.removesuffix(".json")
    return finding.model_copy(update={"file": place})
