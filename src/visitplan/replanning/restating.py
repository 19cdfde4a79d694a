"""The rest of a day in the numbers that are searched, and what is settled beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan, Route
from visitplan.domain.visit import Visit
from visitplan.routing.remainder import Onward, Worked, go_on, price_of_worked
from visitplan.routing.stability import Announced
from visitplan.routing.statement import BreakTerms, PayTerms, TimedRoute
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import Wishes, wished
from visitplan.underway.pinned_back import pinned_back
from visitplan.underway.remaining import anchors
from visitplan.underway.scene import Scene
from visitplan.underway.standing import Standing
from visitplan.underway.tally import Tally, to_the_end, until_free


def state_rest(scene: Scene, to_come: Iterable[Visit], wishes: Wishes) -> Onward:
    """State the rest: what is left of the shifts, with their true pay, and the visits to come.

    ``wishes`` are those of the whole day.
    """
    visits = pinned_back(to_come, scene.day, scene.standings)
    on_the_road = tuple(anchors(scene.rest, scene.standings))
    shifts = scene.rest.shifts
    stated = state_day(scene.rest, (*visits, *on_the_road), shifts, scene.matrices)
    stated = wished(stated, wishes, {visit.case_id for visit in visits})
    begun = {shift for anchor in on_the_road for shift in anchor.allowed_shifts}
    worked = {shift: _worked(scene, shift, until_free(scene, shift), wishes) for shift in begun}
    return go_on(stated, _pays(scene, wishes), worked)


def _pays(scene: Scene, wishes: Wishes) -> dict[str, PayTerms]:
    """Return the pay of every whole shift, by id."""
    whole = state_day(scene.day, (), scene.day.shifts, scene.matrices)
    terms = zip(whole.shifts, whole.statement.shifts, strict=True)
    return {shift.id: wishes.pay(each.pay, shift.id) for shift, each in terms}


def _worked(scene: Scene, shift_id: str, tally: Tally, wishes: Wishes) -> Worked:
    shift = next(shift for shift in scene.day.shifts if shift.id == shift_id)
    price = scene.day.policy.not_preferred * TICKS_PER_MINOR_UNIT
    wished_for = sum(wishes.price(case_id, shift) for case_id in tally.cases)
    return Worked(
        anchor=tally.cases[-1],
        span=tally.span,
        unpaid=tally.unpaid,
        metres=tally.metres,
        visits=len(tally.cases),
        preferences=tally.disliked * price + wished_for,
    )


def settled_in(onward: Onward, scene: Scene, closed: Mapping[str, Route], wishes: Wishes) -> int:
    """Return the ticks that nothing decided now can change: owed, over, or beyond hope."""
    pays = _pays(scene, wishes)
    tallies = {shift: to_the_end(scene, shift, route) for shift, route in closed.items()}
    over = sum(
        price_of_worked(pays[shift], _worked(scene, shift, tally, wishes))
        for shift, tally in tallies.items()
    )
    return onward.owed + over + onward.stated.settled_ticks - _contacts_made(scene, wishes)


def _contacts_made(scene: Scene, wishes: Wishes) -> int:
    """Return the ticks that contacts were worth at the visits made, as far as could be expected."""
    doors, zone = wishes.doors, scene.day.time_zone
    if doors is None:
        return 0
    stops = (stop for standing in scene.standings.values() for stop in standing.made)
    lost = [doors.lost_at(stop.case_id, stop.arrival.astimezone(zone)) for stop in stops]
    return doors.value * len(lost) - sum(lost)


def old_orders(stated: Stated, scene: Scene) -> tuple[tuple[int, ...], ...]:
    """Return the old plan of the rest in the statement's numbers, anchors first."""
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    stops = {
        shift: [stop.case_id for stop in standing.route.stops]
        for shift, standing in scene.standings.items()
    }
    return tuple(
        tuple(numbers[case_id] for case_id in stops.get(shift.id, ()) if case_id in numbers)
        for shift in stated.shifts
    )


def old_times(
    onward: Onward, scene: Scene, orders: tuple[tuple[int, ...], ...]
) -> dict[int, TimedRoute]:
    """Return the old routes of the rest as they would be worked, by number of shift."""
    stated = onward.stated
    routes = {shift.id: scene.standings.get(shift.id) for shift in stated.shifts}
    return {
        number: _old_route(stated, standing, number, orders[number])
        for number, shift in enumerate(stated.shifts)
        if orders[number] and (standing := routes[shift.id])
    }


def _old_route(
    stated: Stated, standing: Standing, shift: int, order: tuple[int, ...]
) -> TimedRoute:
    seconds, route = stated.horizon.seconds, standing.route
    arrivals = {stop.case_id: seconds(stop.arrival) for stop in route.stops}
    free = stated.statement.shifts[shift].opening
    if standing.begun:
        arrivals[standing.made[-1].case_id] = free
    to_come = [
        (seconds(pause.start), seconds(pause.end) - seconds(pause.start), pause.paid)
        for pause in route.breaks
        if pause not in standing.rested
    ]
    return TimedRoute(
        shift=shift,
        visits=order,
        arrivals=tuple(arrivals[stated.visits[number].case_id] for number in order),
        leaves=free if standing.begun else seconds(route.leaves),
        ends=seconds(route.ends),
        breaks=tuple(_numbered(stated.statement.shifts[shift].breaks, to_come)),
    )


def _numbered(
    owed: Sequence[BreakTerms], taken: Iterable[tuple[int, int, bool]]
) -> Iterator[tuple[int, int]]:
    """Yield each break taken with the number of one owed that it settles; others are left away."""
    free = set(range(len(owed)))
    for start, duration, paid in taken:
        for number in sorted(free):
            rest = owed[number]
            fits = rest.earliest <= start and start + duration <= rest.latest
            if fits and (rest.duration, rest.paid) == (duration, paid):
                free.remove(number)
                yield number, start
                break


def announced_in(stated: Stated, old: Plan, fixed: frozenset[int]) -> dict[int, Announced]:
    """Return who was announced when, for each visit of the rest."""
    own: dict[frozenset[str], set[int]] = {}
    for number, shift in enumerate(stated.shifts):
        own.setdefault(frozenset(shift.crew), set()).add(number)
    said = {
        stop.case_id: (frozenset(route.crew), stop.arrival)
        for route in old.routes
        for stop in route.stops
    }
    return {
        number: Announced(frozenset(own.get(crew, ())), stated.horizon.seconds(arrival))
        for number, visit in enumerate(stated.visits)
        if visit.case_id in said and number not in fixed
        for crew, arrival in [said[visit.case_id]]
    }
