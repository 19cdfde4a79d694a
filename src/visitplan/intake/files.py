"""Files of a day folder: found by table, read whole at once, refused before that when too large."""

import hashlib
import stat
from collections.abc import MutableMapping
from pathlib import Path

from visitplan.intake.codes import Code
from visitplan.intake.report import Report, Spot

READ = (".csv", ".tsv", ".xlsx", ".json")
_OTHER_TABLES = (".txt", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".pdf", ".parquet", ".pkl")
LARGEST = 100_000_000
"""Bytes."""


def find_table(folder: Path, table: str, *, report: Report, required: bool) -> Path | None:
    """Return the one file of a table; two, none though required, or a foreign kind are noted."""
    found = sorted(
        path
        for path in folder.iterdir()
        if path.stem.casefold() == table and path.suffix.casefold() in READ + _OTHER_TABLES
    )
    readable = [path for path in found if path.suffix.casefold() in READ]
    for path in found:
        if path not in readable and not readable:
            report.error(
                Code.FILE_KIND,
                Spot(path.name),
                f"files of kind {path.suffix} are not read",
                "save it as .xlsx, .csv or .json",
            )
    if len(readable) > 1:
        names = " and ".join(path.name for path in readable)
        for path in readable:
            report.error(
                Code.FILE_TWICE, Spot(path.name), f"{names} hold the same table", "keep one of them"
            )
        return None
    if not found and required:
        _note_missing(f"{table}.csv", report)
    return readable[0] if readable else None


def read_bytes(path: Path, *, report: Report, inputs: MutableMapping[str, str]) -> bytes | None:
    """Return a file's bytes and note their hash; None with a finding when there is no reading it.

    Size and kind are looked at before anything is read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            _note_unreadable(path, "is no regular file", report)
            return None
        if status.st_size > LARGEST:
            _note_too_large(path, status.st_size, report)
            return None
        content = path.read_bytes()
    except FileNotFoundError:
        _note_missing(path.name, report)
        return None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        _note_unreadable(path, f"cannot be read ({reason or 'bad path'})", report)
        return None
    inputs[path.name] = hashlib.sha256(content).hexdigest()
    if not content.strip():
        report.error(
            Code.FILE_EMPTY,
            Spot(path.name),
            "the file is empty",
            "visitplan init writes a template of it",
        )
        return None
    return content


def _note_missing(name: str, report: Report) -> None:
    report.error(
        Code.FILE_MISSING,
        Spot(name),
        "the file is missing",
        "visitplan init writes a template of a day folder",
    )


def _note_unreadable(path: Path, problem: str, report: Report) -> None:
    report.error(Code.FILE_UNREADABLE, Spot(path.name), problem, "give a file that you may read")


def _note_too_large(path: Path, size: int, report: Report) -> None:
    report.error(
        Code.FILE_TOO_LARGE,
        Spot(path.name),
        f"the file has {size / 1e6:,.0f} MB, more than {LARGEST / 1e6:,.0f} MB",
        "hand over one day's rows only",
    )
