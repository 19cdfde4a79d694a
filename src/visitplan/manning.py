"""A day ready to be planned: its places located, its crews formed."""

from collections.abc import Iterable

from visitplan.crews.demand import demands_of
from visitplan.crews.forming import form_crews
from visitplan.crews.unformed import unformed
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.domain.value import Id
from visitplan.eligibility.shifts import barred_shifts


def manned(day: Day, travel: Travel, kept: Iterable[Id] = ()) -> tuple[Day, tuple[Finding, ...]]:
    """Return the located day, with the shifts of crews behind those of agents alone.

    Crews are formed of agents whom nothing bars, where some visit asks for more than one person;
    ``kept`` are ids of crew shifts that there were before. A visit for which none can be formed is
    among the findings.

    Raises TravelDataError when the day lies outside of the streets.
    """
    located, noticed = travel.locate(day)
    wanted = frozenset(kept)
    if not (demands_of(located) or wanted):
        return located, noticed
    alone = tuple(shift for shift in located.shifts if not shift.joined)
    barred = {shift.shift_id for shift in barred_shifts(located)}
    on_duty = [shift for shift in alone if shift.id not in barred]
    crews = form_crews(located, on_duty, wanted)
    manned_day = located.model_copy(update={"shifts": (*alone, *crews)})
    return manned_day, noticed + unformed(located, on_duty, crews)


def crews_of(plan: Plan) -> tuple[Id, ...]:
    """Return the ids of the crew shifts that a plan sends."""
    return tuple(route.shift_id for route in plan.routes if route.partners)
