"""``visitplan check``: whether a day is readable, and which of its cases may be visited."""

from typing import TYPE_CHECKING

from visitplan.cli.asked import AsJson, DayFolder
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from visitplan.app.check import Checked
    from visitplan.domain.day import Day


def check(folder: DayFolder, as_json: AsJson = False) -> None:
    """Read a day and pass its cases through the gate, without planning.

    Example: [bold]visitplan check examples/helsinki[/bold]
    """
    from visitplan.app.check import check as check_day  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    checked = check_day(folder, surroundings())
    if as_json:
        print_json(_plain(checked))
    else:
        _print(checked)


def _print(checked: "Checked") -> None:
    from visitplan.cli.duties import print_duties  # noqa: PLC0415
    from visitplan.cli.findings import print_findings  # noqa: PLC0415
    from visitplan.cli.left_out import barred_table, ineligible_table  # noqa: PLC0415
    from visitplan.cli.summary import heading  # noqa: PLC0415

    print_findings(checked.findings)
    screen, admission = result_screen(), checked.admission
    screen.print(heading(checked.day, checked.travel))
    if admission.ineligible:
        screen.print(ineligible_table(admission.ineligible))
    if admission.barred:
        screen.print(barred_table(admission.barred))
    print_duties(screen, checked.day.policy)
    screen.print(_counts(checked))


def _counts(checked: "Checked") -> str:
    day, admission = checked.day, checked.admission
    return (
        f"{len(day.cases)} cases: {len(admission.visits)} may be visited, "
        f"{len(admission.ineligible)} may not; {len(day.agents)} agents, {_shifts(day)} "
        f"shifts, {len(admission.barred)} of them barred"
    )


def _shifts(day: "Day") -> int:
    """Count the rows of agents; a crew is no shift beside those that it joins."""
    return sum(not shift.joined for shift in day.shifts)


def _plain(checked: "Checked") -> dict[str, object]:
    from visitplan.cli.plain import plain  # noqa: PLC0415
    from visitplan.eligibility.duties import duties_of  # noqa: PLC0415

    day, admission = checked.day, checked.admission
    return {
        "date": day.date.isoformat(),
        "travel": checked.travel,
        "cases": len(day.cases),
        "agents": len(day.agents),
        "shifts": _shifts(day),
        "visits": [visit.case_id for visit in admission.visits],
        "ineligible": plain(admission.ineligible),
        "barred": plain(admission.barred),
        "duties": plain(duties_of(day.policy)),
        "findings": plain(checked.findings),
    }
