"""The template of a day folder, small and commented, which plans as it is."""

import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from visitplan.errors import OutputError
from visitplan.intake.codes import Code
from visitplan.intake.report import Report, Spot

_FILES = ("day.toml", "cases.csv", "agents.csv", "contacts.csv", "pinned.csv", "baseline.csv")
_DATE = re.compile(r"@today([+-]\d+)?@")


def write_template(folder: Path, *, today: date) -> tuple[Path, ...]:
    """Write a template into a folder, made where it does not exist, and return its files.

    The planning date is ``today``, or the next Monday at a weekend. Raises InputError when a
    file of the template is there already (nothing is written then), OutputError when the folder
    cannot be written.
    """
    targets = tuple(folder / name for name in _FILES)
    _refuse_to_overwrite(targets)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target in targets:
            with target.open("x", encoding="utf-8", newline="\n") as file:
                written.append(target)
                file.write(_dated(target.name, _workday(today)))
    except OSError as error:
        for target in written:
            target.unlink(missing_ok=True)
        raise OutputError(f"the template cannot be written: {error.strerror}") from error
    return targets


def _refuse_to_overwrite(targets: tuple[Path, ...]) -> None:
    report = Report()
    for target in targets:
        if target.exists():
            report.error(
                Code.FILE_EXISTS,
                Spot(target.name),
                "is there already and is not overwritten",
                "choose another folder, or move the file away",
            )
    report.raise_if_refused()


def _workday(today: date) -> date:
    """Return the day itself from Monday to Friday, else the next Monday."""
    return today + timedelta(days=(7 - today.weekday()) if today.weekday() > 4 else 0)


def _dated(name: str, today: date) -> str:
    text = (files("visitplan.intake") / "template_day" / name).read_text(encoding="utf-8")
    return _DATE.sub(lambda match: str(today + timedelta(days=int(match[1] or 0))), text)
