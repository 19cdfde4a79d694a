"""Day folders to break: the template, with single cells, columns, lines or files changed.

It names no packs, since nobody here could read them, and is open on Saturdays until 16:00.
"""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from builders import TODAY
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.intake.reading import Reading, read_day
from visitplan.intake.template import write_template

Change = Callable[[Path], None]


def a_folder(path: Path, *changes: Change) -> Path:
    """Write the template and change it."""
    folder = path / "day"
    write_template(folder, today=TODAY)
    setting('packs = ["humane-baseline"]', "")(folder)
    setting('sat = ["10:00-14:00"]', 'sat = ["10:00-16:00"]')(folder)
    for change in changes:
        change(folder)
    return folder


def read(path: Path, *changes: Change) -> Reading:
    return read_day(a_folder(path, *changes))


def findings_of(folder: Path) -> tuple[Finding, ...]:
    """Return whatever reading notices, whether the day can be read or not."""
    try:
        return read_day(folder).findings
    except InputError as error:
        return error.findings


def table(folder: Path, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / name).read_bytes().decode(), newline="")))


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def write_table(folder: Path, name: str, rows: list[list[str]]) -> None:
    (folder / name).write_bytes(as_csv(rows).encode("utf-8", "surrogatepass"))


def cell(name: str, row: int, column: str, value: str) -> Change:
    """Change one cell; rows count as in an editor, a column that is absent is added."""

    def change(folder: Path) -> None:
        rows = table(folder, name)
        if column not in rows[0]:
            rows = [[*cells, ""] for cells in rows]
            rows[0][-1] = column
        rows[row - 1][rows[0].index(column)] = value
        write_table(folder, name, rows)

    return change


def case(column: str, value: str, row: int = 2) -> Change:
    return cell("cases.csv", row, column, value)


def agent(column: str, value: str, row: int = 2) -> Change:
    return cell("agents.csv", row, column, value)


def header(name: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        rows = table(folder, name)
        rows[0] = [new if cell == old else cell for cell in rows[0]]
        write_table(folder, name, rows)

    return change


def without_column(name: str, column: str) -> Change:
    def change(folder: Path) -> None:
        rows = table(folder, name)
        at = rows[0].index(column)
        write_table(folder, name, [cells[:at] + cells[at + 1 :] for cells in rows])

    return change


def rows_of(name: str, *rows: str) -> Change:
    """Replace a whole table, header included."""
    return content(name, "\n".join(rows).encode() + b"\n")


def content(name: str, data: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return change


def more(name: str, data: bytes) -> Change:
    def change(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.write(data)

    return change


def gone(*names: str) -> Change:
    def change(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return change


def setting(old: str, new: str) -> Change:
    """Replace a piece of day.toml that is there."""

    def change(folder: Path) -> None:
        text = (folder / "day.toml").read_text(encoding="utf-8")
        assert old in text
        (folder / "day.toml").write_text(text.replace(old, new), encoding="utf-8")

    return change
