"""The search for routes: stated, solved, and timed by VROOM's rules."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from visitplan.errors import NoPlanError
from visitplan.routing.process import Outcome, solve_apart
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, BreakTerms, TimedRoute
from visitplan.routing.timetable import timetable
from visitplan.vroom.check import route_along
from visitplan.vroom.complaints import Complaints
from visitplan.vroom.horizon import horizon_of
from visitplan.vroom.money import mild_money, strict_money
from visitplan.vroom.prices import UNITS, Network
from visitplan.vroom.problem import Job, Step
from visitplan.vroom.refusals import refuse_what_cannot_be_stated
from visitplan.vroom.routes import Route, price_found
from visitplan.vroom.sequence import NoWay, Stage, stages_of
from visitplan.vroom.stating import Stated, Terms, state
from visitplan.vroom.stays import stays_of

Orders = tuple[tuple[int, ...], ...]
"""The jobs of each vehicle in order, by number."""

PROBE, CHOICE, EXCHANGE = 0.1, 0.1, 0.6
"""Shares of the effort: to learn whether everything fits; else to choose what is left out, and to
exchange it for what is cheaper. The rest goes into the routes of what is planned."""

DETOURS = 4
"""While exchanging, a job is worth this many times the longest leg driven."""


class Voices(NamedTuple):
    """Who hears of better answers (cost and how many are left out), and of what takes long."""

    better: Callable[[int, int], None] = lambda _cost, _unassigned: None
    news: Callable[[str], None] = lambda _: None


class Searched(NamedTuple):
    """The best routes found, and whether somebody stopped the search."""

    routes: tuple[Route, ...]
    stopped_early: bool


def search_routes(
    network: Network, effort: Effort, voices: Voices, complaints: Complaints
) -> Searched:
    """Return the best routes found within the effort; given ``steps`` are where it begins.

    What is left out outweighs all travel, and so blinds the search to it. Once it is known how
    much has to be left out, it is exchanged at milder prices, which is kept if VROOM would call
    it better. Raises InputError naming what cannot be stated, NoPlanError when the solver fails.
    """
    refuse_what_cannot_be_stated(network, complaints)
    horizon = horizon_of(network)
    terms = Terms(network, horizon, stays_of(network, horizon, complaints))
    searching = _Searching(terms, voices)
    jobs = _hopeful(terms)
    if jobs:
        searching.orders = _given_orders(network)
        _tell_misfits(searching.strict(jobs), searching.orders, complaints)
        _search(searching, jobs, effort)
    return Searched(tuple(_timed(network, searching)), searching.stopped)


def _search(searching: "_Searching", jobs: tuple[int, ...], effort: Effort) -> None:
    searching.run(searching.strict(jobs), effort.searching(PROBE))
    if len(searching.planned) == len(jobs):
        searching.run(searching.strict(jobs), effort.searching(1 - PROBE))
        return
    searching.run(searching.strict(jobs), effort.searching(CHOICE))
    if searching.planned:
        searching.run(searching.mild(jobs), effort.searching(EXCHANGE))
        rest = effort.searching(1 - PROBE - CHOICE - EXCHANGE)
        searching.run(searching.strict(searching.planned), rest)


class _Searching:
    """The best plan so far, handed from one run of the solver to the next."""

    def __init__(self, terms: Terms, voices: Voices) -> None:
        self._terms, self._voices = terms, voices
        self._network = terms.network
        self._everything = len(terms.network.problem.jobs)
        self.orders: Orders = ()
        self.steps: dict[int, tuple[Step, ...]] = {}
        self.stopped = False

    @property
    def planned(self) -> tuple[int, ...]:
        return tuple(sorted(job for order in self.orders for job in order))

    def strict(self, jobs: Sequence[int]) -> Stated:
        return state(self._terms, jobs, strict_money(self._network, self._named(jobs)))

    def mild(self, jobs: Sequence[int]) -> Stated:
        legs = [
            stage.way.units
            for number, order in enumerate(self.orders)
            for stage in self._stages(number, order)
            if order
        ]
        dearest = max(vehicle.costs.fixed for vehicle in self._network.problem.vehicles)
        detour = DETOURS * max(legs) + dearest * UNITS + 1
        money = mild_money(self._network, self._named(jobs), detour)
        return state(self._terms, jobs, money)

    def run(self, stated: Stated, effort: Effort) -> None:
        if self.stopped:
            return
        start = tuple(stated.visits(order) for order in self.orders)
        begun = effort.model_copy(update={"start": start if any(start) else ()})
        outcome = solve_apart(stated.statement, begun, self._heard(stated), self._voices.news)
        self._keep(stated, outcome)

    def _heard(self, stated: Stated) -> Callable[[Answer], None]:
        def heard(answer: Answer) -> None:
            planned = {visit for route in answer.routes for visit in route.visits}
            lost = sum(
                visit.penalty
                for number, visit in enumerate(stated.statement.visits)
                if number not in planned
            )
            cost = (answer.objective - lost) * stated.money.unit // UNITS
            self._voices.better(cost, self._everything - len(planned))

        return heard

    def _keep(self, stated: Stated, outcome: Outcome) -> None:
        """Keep the answer unless VROOM would call what there was before better."""
        self.stopped = outcome.stopped_early
        routes = {route.shift: route for route in outcome.answer.routes}
        vehicles = range(len(stated.statement.shifts))
        orders = tuple(
            tuple(stated.jobs[visit] for visit in routes[n].visits) if n in routes else ()
            for n in vehicles
        )
        if not self.steps or self._rank(orders) <= self._rank(self.orders):
            self.orders = orders
            self.steps = {n: tuple(_steps(self._terms, stated, r)) for n, r in routes.items()}

    def _rank(self, orders: Orders) -> tuple[int, int, int]:
        """Return what VROOM compares: priorities missed, jobs missed, units of money."""
        problem = self._network.problem
        planned = [problem.jobs[job] for order in orders for job in order]
        units = sum(
            problem.vehicles[number].costs.fixed * UNITS
            + sum(stage.way.units for stage in self._stages(number, order))
            for number, order in enumerate(orders)
            if order
        )
        return -sum(job.priority for job in planned), -len(planned), units

    def _stages(self, number: int, order: Sequence[int]) -> tuple[Stage, ...]:
        jobs = self._network.problem.jobs
        steps = tuple(Step(type="job", id=jobs[job].id) for job in order)
        found = stages_of(self._network, number, steps)
        return () if isinstance(found, NoWay) else found

    def _named(self, jobs: Sequence[int]) -> list[Job]:
        return [self._network.problem.jobs[job] for job in jobs]


def _hopeful(terms: Terms) -> tuple[int, ...]:
    """Return the jobs that some vehicle could do if it did nothing else."""
    jobs = [number for number, stay in enumerate(terms.stays) if stay.begins]
    if not jobs:
        return ()
    money = strict_money(terms.network, [terms.network.problem.jobs[job] for job in jobs])
    stated = state(terms, jobs, money)
    return tuple(
        job
        for number, job in enumerate(jobs)
        if any(
            timetable(stated.statement, shift, [number])
            for shift in stated.statement.visits[number].shifts
        )
    )


def _given_orders(network: Network) -> Orders:
    numbers = {job.id: number for number, job in enumerate(network.problem.jobs)}
    return tuple(
        tuple(numbers[step.id or 0] for step in vehicle.steps if step.type == "job")
        for vehicle in network.problem.vehicles
    )


def _tell_misfits(stated: Stated, orders: Orders, complaints: Complaints) -> None:
    """Note each given route that is not feasible as it is; what of it fits is begun with."""
    for number, order in enumerate(orders):
        if order and not _fits(stated, number, order):
            complaints.ignored(
                f"vehicles[{number}].steps",
                "break a rule as they are, so only what fits is where the search begins",
                "use -c to see what they break",
            )


def _fits(stated: Stated, shift: int, order: Sequence[int]) -> bool:
    statement, visits = stated.statement, stated.visits(order)
    maximum = statement.shifts[shift].maximum
    allowed = all(shift in statement.visits[visit].shifts for visit in visits)
    few = maximum is None or len(visits) <= maximum
    complete = len(visits) == len(order)
    return complete and allowed and few and timetable(statement, shift, visits) is not None


def _steps(terms: Terms, stated: Stated, route: TimedRoute) -> Iterator[Step]:
    """Yield a route's jobs and breaks in order; a break outside of it is before or after it."""
    problem = terms.network.problem
    vehicle, rests = problem.vehicles[route.shift], stated.statement.shifts[route.shift].breaks
    taken = dict(route.breaks)
    moments = [
        (taken.get(number, _outside(route, rest)), 1, number, "break", vehicle.breaks[number].id)
        for number, rest in enumerate(rests)
    ]
    moments += [
        (arrival, 0, position, "job", problem.jobs[stated.jobs[visit]].id)
        for position, (visit, arrival) in enumerate(zip(route.visits, route.arrivals, strict=True))
    ]
    for _, _, _, kind, number in sorted(moments):
        yield Step.model_validate({"type": kind, "id": number})


def _outside(route: TimedRoute, rest: BreakTerms) -> int:
    early = route.leaves - rest.earliest >= rest.duration
    return rest.earliest if early else max(route.ends, rest.earliest)


def _timed(network: Network, searching: _Searching) -> Iterator[Route]:
    for number, steps in sorted(searching.steps.items()):
        price = price_found(network, number)
        route = route_along(network, number, steps, price)
        if not isinstance(route, Route) or route.broken:
            raise NoPlanError("the search's answer breaks a rule of the problem")
        yield route
