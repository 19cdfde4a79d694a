"""Where the branches of one run lie: folders below a folder, or the rows of a table."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.report import Report, Spot
from visitplan.intake.settings import FILE
from visitplan.intake.tables import TableReader
from visitplan.intake.words import plain_text

_PLAIN = re.compile(r"[^\W_][\w .+-]*")
_LONGEST = 100


class DayFolder(NamedTuple):
    """A branch's name and its day folder."""

    branch: str
    folder: Path


def day_folders(root: Path) -> tuple[DayFolder, ...]:
    """Return the branches of a root, sorted by name; none of their files is read yet.

    A folder's branches are the folders in it that hold a ``day.toml``, each named as it is; a
    table's (``branch``, ``folder``, relative to the table) are its rows, named by the folder
    where ``branch`` is blank. Raises InputError when there are none, a name could not be a
    folder's, or two are the same but for case.
    """
    report = Report()
    found = _listed(root, report) if root.is_file() else _inside(root, report)
    _refuse_equal_names(found, root, report)
    report.raise_if_refused()
    return tuple(sorted(found))


def _inside(root: Path, report: Report) -> list[DayFolder]:
    try:
        found = [each for each in root.iterdir() if (each / FILE).is_file()]
    except OSError:
        found = []
    if not found:
        report.error(
            Code.FILE_MISSING,
            Spot(root.name or "folder"),
            f"holds no folder with a {FILE}",
            "name the folder that holds the day folders of all branches, or a table of them",
        )
    return [DayFolder(each.name, each) for each in found]


def _listed(table: Path, report: Report) -> list[DayFolder]:
    rows = TableReader(report, {}, {}).rows(table, "branches") or ()
    if not rows:
        report.error(Code.FILE_EMPTY, Spot(table.name), "lists no branch", "a row for each branch")
    return [listed for row in rows if (listed := _row(row, table.parent))]


def _row(fields: Fields, beside: Path) -> DayFolder | None:
    named = fields.need("folder", plain_text, "name the branch's day folder")
    if named is None:
        return None
    folder = beside / named
    name = fields.get_or("branch", plain_text, folder.resolve().name)
    if not _PLAIN.fullmatch(name) or len(name) > _LONGEST:
        fields.refuse(
            "branch" if fields.has("branch") else "folder",
            Code.WORD_UNKNOWN,
            "cannot name a folder of the output",
            "letters, digits, blanks and . + - _, a letter or digit first",
        )
    return DayFolder(name, folder)


def _refuse_equal_names(found: list[DayFolder], root: Path, report: Report) -> None:
    counted = Counter(each.branch.casefold() for each in found)
    for name in _sorted_twice(counted):
        report.error(
            Code.FILE_TWICE,
            Spot(root.name),
            f"{counted[name]} branches are named {name}, but for capitals",
            "give each a name of its own",
        )


def _sorted_twice(counted: Counter[str]) -> Iterator[str]:
    return (name for name in sorted(counted) if counted[name] > 1)
