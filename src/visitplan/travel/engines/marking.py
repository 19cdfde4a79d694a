"""Marking the places of a day that cannot be reached, for travel that is not on our own streets.

No text here quotes an address or a coordinate: findings end up in logs.
"""

from collections.abc import Collection, Mapping

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.resolving import case_spot

Problems = Mapping[Mode, Mapping[Point, str]]
"""Why points cannot be reached, by mode."""


def points_by_mode(day: Day) -> dict[Mode, tuple[Point, ...]]:
    """Return, for each mode on duty, the places that somebody may travel between in it."""
    on_duty = {day.agent(shift.agent_id).mode for shift in day.shifts}
    modes: list[Mode] = sorted(on_duty) or ["drive"]
    cases = [case.place.point for case in day.cases if case.place.point and not case.place.problem]
    ends = {mode: [p for m, _, p in _ends(day) if m == mode] for mode in modes}
    return {mode: tuple(dict.fromkeys((*ends[mode], *cases))) for mode in modes}


def marked(day: Day, problems: Problems, remedy: str) -> tuple[Day, tuple[Finding, ...]]:
    """Return the day with its unreachable cases marked, and what was noticed.

    A case is unreachable when nobody's mode leads there. Raises TravelDataError when a shift
    starts or ends where its agent's mode does not lead, or more than half of the cases are
    unreachable; both end with the ``remedy``.
    """
    _refuse_stranded_shifts(day, problems, remedy)
    found = {case.id: why for case in day.cases if (why := _problem(case, problems))}
    _refuse_another_town(day.cases, found, remedy)
    cases = tuple(_with_problem(case, found.get(case.id)) for case in day.cases)
    findings = tuple(
        case_spot(case).warn("VP-TR-010", found[case.id], remedy)
        for case in day.cases
        if case.id in found
    )
    return day.model_copy(update={"cases": cases}), findings


def _ends(day: Day) -> list[tuple[Mode, str, Point]]:
    """Return each start and end with its mode, and the shift it is of."""
    return [
        (day.agent(shift.agent_id).mode, shift.id, place.point)
        for shift in day.shifts
        for place in (shift.start, shift.end)
        if place and place.point
    ]


def _refuse_stranded_shifts(day: Day, problems: Problems, remedy: str) -> None:
    stranded = {
        shift: why
        for mode, shift, point in _ends(day)
        if (why := problems.get(mode, {}).get(point))
    }
    if stranded:
        told = ", ".join(f"shift {shift} ({why})" for shift, why in stranded.items())
        raise TravelDataError(f"the start or end of {told} cannot be reached; {remedy}")


def _problem(case: Case, problems: Problems) -> str | None:
    """Return why no mode leads to a case, None where one does."""
    point = case.place.point
    if point is None or case.place.problem:
        return None
    told = [by_point.get(point) for by_point in problems.values()]
    return told[0] if told and all(told) else None


def _refuse_another_town(cases: Collection[Case], problems: Mapping[str, str], remedy: str) -> None:
    if 2 * len(problems) > len(cases):
        raise TravelDataError(
            f"{len(problems)} of {len(cases)} cases cannot be reached; {remedy}, and that latitude"
            " and longitude are not swapped"
        )


def _with_problem(case: Case, problem: str | None) -> Case:
    if problem is None:
        return case
    place = case.place.model_copy(update={"problem": problem})
    return case.model_copy(update={"place": place})
