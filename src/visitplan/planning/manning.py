"""A day ready to be planned: its places located, its crews formed."""

from collections.abc import Collection, Sequence

from visitplan.crews.demand import demands_of
from visitplan.crews.forming import form_again, form_crews
from visitplan.crews.unformed import unformed
from visitplan.domain.attempts import spoken_of
from visitplan.domain.crew_id import names_crew
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.domain.value import Id
from visitplan.eligibility.shifts import barred_shifts


def manned(
    day: Day, travel: Travel, kept: Collection[Id] = (), *, absent: Collection[Id] = ()
) -> tuple[Day, tuple[Finding, ...]]:
    """Return the located day, with the shifts of crews behind those of agents alone.

    Crews are formed where some visit asks for more than one person, of agents whom nothing bars.
    ``kept`` are ids of crew shifts that there are already, ``absent`` of agents who form no new
    crew. A visit for which none can be formed is among the findings.

    Raises TravelDataError when the day lies outside of the streets.
    """
    located, noticed = travel.locate(day)
    if not (demands_of(located) or kept):
        return located, noticed
    alone = tuple(shift for shift in located.shifts if not shift.joined)
    off = {shift.shift_id for shift in barred_shifts(located)}
    on_duty = [s for s in alone if s.id not in off and s.agent_id not in absent]
    formed = form_crews(located, on_duty)
    crews = {crew.id: crew for crew in (*formed, *form_again(alone, kept))}
    in_order = tuple(crews[shift_id] for shift_id in sorted(crews))
    findings = unformed(located, on_duty, formed)
    return located.model_copy(update={"shifts": (*alone, *in_order)}), noticed + findings


def manned_for(
    plan: Plan, day: Day, travel: Travel, *, absent: Collection[Id] = ()
) -> tuple[Day, tuple[Finding, ...]]:
    """Return the located day as a plan speaks of it, with the crews that it sends.

    All cases are located before those of other days' plans are put aside: places at one address
    share a door, whoever is visited that day. Raises what ``manned`` raises.
    """
    located, noticed = manned(day, travel, crews_of(plan), absent=absent)
    return spoken_of(located, plan), noticed


def crews_of(plan: Plan) -> tuple[Id, ...]:
    """Return the ids of the crew shifts that a plan sends."""
    return tuple(route.shift_id for route in plan.routes if route.partners)


def crews_in(routes: Sequence[HandRoute], day: Day) -> tuple[Id, ...]:
    """Return the ids of the crew shifts that routes made by hand, or before, are of."""
    known = {shift.id for shift in day.shifts}
    return tuple(route.shift_id for route in routes if names_crew(route.shift_id, known))
