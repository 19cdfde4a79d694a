"""Changes of a day that may admit a visit, each as the day that it would be.

Whether a change does admit the visit is not known here: it has to be tried.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from visitplan.domain.agent import Agent, Credential, Shift
from visitplan.domain.case import Case, Priority
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.window import TimeWindow
from visitplan.explanation.bars import Bar
from visitplan.explanation.clock import length, span
from visitplan.explanation.relief import stretched
from visitplan.explanation.told import RemedyKind
from visitplan.explanation.wording import listed


class Proposal(NamedTuple):
    """A changed day; ``shift_id`` is who would go, ``size`` compares changes of one kind."""

    kind: RemedyKind
    change: str
    size: int
    shift_id: str
    day: Day


class Stretch(NamedTuple):
    """So many seconds more, before or after."""

    before: int = 0
    after: int = 0

    @property
    def seconds(self) -> int:
        """How many seconds more in all."""
        return self.before + self.after


Stretching = Callable[[int], Stretch]


def later(seconds: int) -> Stretch:
    """Return so many seconds more at the end."""
    return Stretch(after=seconds)


def earlier(seconds: int) -> Stretch:
    """Return so many seconds more at the beginning."""
    return Stretch(before=seconds)


def with_window(day: Day, case_id: str, window: TimeWindow, stretch: Stretch) -> Day:
    """Return the day on which a customer's window is so much longer, as far as rules allow."""
    longer = stretched(window, before=stretch.before, after=stretch.after)
    return with_case(day, case_id, lambda case: {"windows": (*case.windows, longer)})


def window_longer(window: TimeWindow, stretch: Stretch) -> str:
    """Say so: ``its window 17:00–19:00 closed 12 min later``."""
    verb = f"opened {length(stretch.before)} earlier" if stretch.before else ""
    return f"its window {span(window)} {verb or f'closed {length(stretch.after)} later'}"


def with_hours(day: Day, shift_id: str, stretch: Stretch) -> Day:
    """Return the day on which a shift is so much longer."""

    def longer(shift: Shift) -> dict[str, object]:
        return {"hours": stretched(shift.hours, before=stretch.before, after=stretch.after)}

    return with_shift(day, shift_id, longer)


def shift_longer(shift_id: str, stretch: Stretch) -> str:
    """Say so: ``A01/1 ended 12 min later``."""
    verb = f"began {length(stretch.before)} earlier" if stretch.before else ""
    return f"{shift_id} {verb or f'ended {length(stretch.after)} later'}"


def with_one_visit_more(day: Day, shift_id: str) -> Day:
    """Return the day on which a shift may make one visit more than now."""

    def more(shift: Shift) -> dict[str, object]:
        most = shift.maximum_visits
        return {"maximum_visits": None if most is None else most + 1}

    return with_shift(day, shift_id, more)


def with_room_under_caps(day: Day, portfolios: Collection[str | None]) -> Day:
    """Return the day on which these daily caps (None: that of all cases) allow one visit more."""
    return day.model_copy(update={"daily_cap": day.daily_cap.with_one_more(portfolios)})


def with_priority(day: Day, case_id: str, priority: Priority, penalty: int) -> Day:
    """Return the day on which a case has a priority, whose penalty is at least this one."""
    most = max(penalty, day.policy.penalties.of(priority))
    penalties = day.policy.penalties.model_copy(update={priority: most})
    policy = day.policy.model_copy(update={"penalties": penalties})
    changed = with_case(day, case_id, lambda _: {"priority": priority})
    return changed.model_copy(update={"policy": policy})


def approved_until(day: Day, case_id: str) -> Day:
    """Return the day on which a case is approved, from its first moment or before to its last."""
    midnight = datetime.combine(day.date, time(), tzinfo=day.time_zone)
    last = datetime.combine(day.date, time(23, 59, 59), tzinfo=day.time_zone)

    def approved(case: Case) -> dict[str, object]:
        since = case.approved_at if case.approved_at and case.approved_at < midnight else midnight
        return {
            "status": "approved",
            "approved_by": case.approved_by or "somebody",
            "approved_at": since,
            "approved_until": max(last, case.approved_until or last),
        }

    return with_case(day, case_id, approved)


def without_times_pinned(day: Day, case_id: str) -> Day:
    """Return the day on which nobody fixed when the visit is, or after which other one."""
    others = tuple(pin for pin in day.pins if pin.case_id != case_id)
    who = (p.agent_id for p in day.pins if p.case_id == case_id and p.agent_id)
    kept = tuple(Pin(case_id=case_id, agent_id=agent_id) for agent_id in who)
    return day.model_copy(update={"pins": others + kept})


MENDED = frozenset({"skill", "language", "choice", "exclusion", "pin", "credential", "training"})
"""Bars of one agent that ``unbarred`` takes away."""


def unbarred(day: Day, case: Case, agent: Agent) -> Day:
    """Return the day on which none of the bars that can be mended keeps an agent from a case."""
    able = agent.model_copy(
        update={
            "skills": agent.skills | case.skills,
            "languages": agent.languages | case.languages,
            "credentials": agent.credentials + _renewed(day),
        }
    )
    allowed = None if case.allowed_agents is None else case.allowed_agents | {agent.id}
    free: dict[str, object] = {
        "allowed_agents": allowed,
        "excluded_agents": case.excluded_agents - {agent.id},
    }
    changed = with_case(day, case.id, lambda _: free)
    agents = tuple(able if each.id == agent.id else each for each in day.agents)
    pins = tuple(_to_whom(pin, agent) if pin.case_id == case.id else pin for pin in day.pins)
    return changed.model_copy(update={"agents": agents, "pins": pins})


def faults_gone(found: Sequence[Bar]) -> str:
    """Say so: ``A01 had the skill legal and the case allowed A01``."""
    return listed(bar.condition for bar in found)


def _renewed(day: Day) -> tuple[Credential, ...]:
    kinds = day.policy.required_credentials | {each.kind for each in day.policy.trainings}
    return tuple(
        Credential(kind=kind, valid_from=day.date, valid_until=day.date) for kind in sorted(kinds)
    )


def _to_whom(pin: Pin, agent: Agent) -> Pin:
    return pin.model_copy(update={"agent_id": agent.id}) if pin.agent_id else pin


def with_another(day: Day, shift: Shift) -> tuple[Day, str]:
    """Return the day with one more agent on duty who is like a shift's, and the new shift's id."""
    agent = day.agent(shift.agent_id)
    name = _unused(f"{agent.id}+", {each.id for each in day.agents})
    shift_id = _unused(f"{shift.id}+", {each.id for each in day.shifts})
    another = agent.model_copy(update={"id": name})
    on_duty = shift.model_copy(update={"id": shift_id, "agent_id": name})
    changed = {"agents": (*day.agents, another), "shifts": (*day.shifts, on_duty)}
    return day.model_copy(update=changed), shift_id


def _unused(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "+"
    return name


def with_case(day: Day, case_id: str, changes: Callable[[Case], dict[str, object]]) -> Day:
    """Return the day with one case changed."""
    cases = tuple(
        case.model_copy(update=changes(case)) if case.id == case_id else case for case in day.cases
    )
    return day.model_copy(update={"cases": cases})


def with_shift(day: Day, shift_id: str, changes: Callable[[Shift], dict[str, object]]) -> Day:
    """Return the day with one shift changed."""
    shifts = tuple(
        shift.model_copy(update=changes(shift)) if shift.id == shift_id else shift
        for shift in day.shifts
    )
    return day.model_copy(update={"shifts": shifts})


def on_another_day(day: Day, case_ids: Collection[str], days: int) -> Day:
    """Return the day so many days later, of some cases, with today's shifts and no pins.

    Hours keep their clock times. The customers' own windows are taken to hold on that day too.
    """
    later = timedelta(days=days)
    changes = {
        "date": day.date + later,
        "cases": tuple(_case_later(case, later) for case in day.cases if case.id in case_ids),
        "shifts": tuple(_shift_later(shift, later) for shift in day.shifts),
        "pins": (),
        "baseline": (),
    }
    return day.model_copy(update=changes)


def _case_later(case: Case, days: timedelta) -> Case:
    return case.model_copy(update={"windows": tuple(_later(w, days) for w in case.windows)})


def _shift_later(shift: Shift, days: timedelta) -> Shift:
    breaks = tuple(
        rest.model_copy(update={"window": _later(rest.window, days)}) for rest in shift.breaks
    )
    joined = tuple(_shift_later(own, days) for own in shift.joined)
    hours = _later(shift.hours, days)
    return shift.model_copy(update={"hours": hours, "breaks": breaks, "joined": joined})


def _later(window: TimeWindow, days: timedelta) -> TimeWindow:
    # Within one zone, arithmetic is that of the wall clock: 17:00 stays 17:00.
    return TimeWindow(opening=window.opening + days, closing=window.closing + days)
