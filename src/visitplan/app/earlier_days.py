"""Day folders of an earlier run that a new one leaves behind: what is not planned so any more."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.domain.finding import Finding
from visitplan.errors import InputError


def folders_by_date(out: Path) -> dict[date, Path]:
    """Return the folders in ``out`` that are named by a date."""
    if not out.is_dir():
        return {}
    inside = (folder for folder in out.iterdir() if folder.is_dir() and not folder.is_symlink())
    found = ((_date_of(folder), folder) for folder in inside)
    return {on: folder for on, folder in sorted(found, key=lambda each: each[1]) if on}


def left_behind(out: Path, days: Collection[date]) -> tuple[Path, ...]:
    """Return the day folders in ``out`` whose plans were made together with some of these days.

    Only later days count: what was planned for an earlier one has been worked since. A folder
    without a plan that can be read is nobody's to judge.
    """
    later = {on: f for on, f in folders_by_date(out).items() if on > min(days) and on not in days}
    return tuple(f for on, f in later.items() if _was_planned_with(days, on, f / PLAN_FILE))


def told_of(folders: Collection[Path]) -> Iterator[Finding]:
    """Say that their plans no longer hold."""
    for folder in folders:
        yield Finding(
            severity="warning",
            code="VP-HZ-002",
            file=f"{folder.name}/{PLAN_FILE}",
            problem="was planned together with these days, and is withdrawn: its cases are planned"
            " anew",
            remedy="ask for as many days as before to plan that day too",
        )


def _date_of(folder: Path) -> date | None:
    try:
        return date.fromisoformat(folder.name)
    except ValueError:
        return None


def _was_planned_with(days: Collection[date], on: date, file: Path) -> bool:
    try:
        plan = load_plan(file)
    except InputError:
        return False
    return plan.date == on and not set(days).isdisjoint(plan.manifest.days)
