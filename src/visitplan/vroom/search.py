"""The search for routes: stated, searched, and timed by VROOM's rules."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from visitplan.errors import DisagreementError
from visitplan.routing.price import priced
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.start import feasible_start
from visitplan.routing.statement import Answer, TimedRoute
from visitplan.routing.timetable import timetable
from visitplan.vroom.budget import Budget
from visitplan.vroom.check import route_along
from visitplan.vroom.complaints import Complaints
from visitplan.vroom.engine import disagreed, search_here
from visitplan.vroom.given import Orders, given_orders, tell_misfits
from visitplan.vroom.horizon import horizon_of
from visitplan.vroom.money import mild_money, strict_money
from visitplan.vroom.prices import UNITS, Network
from visitplan.vroom.problem import Job, Step
from visitplan.vroom.refusals import refuse_what_cannot_be_stated
from visitplan.vroom.routes import Route, price_found
from visitplan.vroom.sequence import NoWay, Stage, stages_of
from visitplan.vroom.stating import Stated, Terms, state
from visitplan.vroom.stays import stays_of
from visitplan.vroom.steps import steps_of

PROBE, CHOICE, EXCHANGE = 0.1, 0.1, 0.75
"""Shares of what is left of the effort: to learn whether everything fits; else to choose what is
left out, and to exchange it for what is cheaper. The rest goes into the routes of what is
planned."""

DETOURS = 4
"""While exchanging, a job is worth this many times the longest leg driven."""

BROKEN = "the routes found break a rule of the problem"


class Voices(NamedTuple):
    """Who hears of better answers: cost and how many are left out."""

    better: Callable[[int, int], None] = lambda _cost, _unassigned: None


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
    it better. Raises InputError naming what cannot be stated, DisagreementError when what was
    found breaks a rule.
    """
    budget = Budget(effort, len(network.problem.jobs))
    refuse_what_cannot_be_stated(network, complaints)
    horizon = horizon_of(network)
    terms = Terms(network, horizon, stays_of(network, horizon, complaints))
    searching = _Searching(terms, voices, budget)
    jobs = tuple(number for number, stay in enumerate(terms.stays) if stay.begins)
    if jobs:
        stated = searching.strict(jobs)
        _begin(searching, stated, complaints)
        _search(searching, stated)
    return Searched(tuple(_timed(network, searching)), searching.stopped)


def _begin(searching: "_Searching", stated: Stated, complaints: Complaints) -> None:
    given = given_orders(searching.network)
    if any(given):
        tell_misfits(stated, given, complaints)
        start = tuple(stated.visits(order) for order in given)
        searching.keep(stated, feasible_start(stated.statement, start))


def _search(searching: "_Searching", stated: Stated) -> None:
    if searching.planned and searching.budget.is_none:
        return
    searching.run(stated, PROBE)
    jobs = _hopeful(stated, searching.planned)
    everything = stated if jobs == stated.jobs else searching.strict(jobs)
    if len(searching.planned) == len(jobs):
        searching.run(everything, 1)
        return
    searching.run(everything, CHOICE)
    if searching.planned:
        searching.run(searching.mild(jobs), EXCHANGE)
        searching.run(searching.strict(searching.planned), 1)


def _hopeful(stated: Stated, planned: Sequence[int]) -> tuple[int, ...]:
    """Return the jobs that are planned, or that some vehicle could do if it did nothing else."""
    statement, proved = stated.statement, set(planned)
    return tuple(
        job
        for number, job in enumerate(stated.jobs)
        if job in proved
        or any(timetable(statement, shift, [number]) for shift in statement.visits[number].shifts)
    )


class _Searching:
    """The best plan so far, handed from one run of the solver to the next."""

    def __init__(self, terms: Terms, voices: Voices, budget: Budget) -> None:
        self._terms, self._voices, self.budget = terms, voices, budget
        self.network = terms.network
        self._everything = len(terms.network.problem.jobs)
        self.orders: Orders = ()
        self.steps: dict[int, tuple[Step, ...]] = {}
        self._kept: tuple[Stated, tuple[TimedRoute, ...]] | None = None
        self.stopped = False

    @property
    def planned(self) -> tuple[int, ...]:
        return tuple(sorted(job for order in self.orders for job in order))

    def strict(self, jobs: Sequence[int]) -> Stated:
        return state(self._terms, jobs, strict_money(self.network, self._named(jobs)))

    def mild(self, jobs: Sequence[int]) -> Stated:
        legs = [
            stage.way.units
            for number, order in enumerate(self.orders)
            for stage in self._stages(number, order)
            if order
        ]
        dearest = max(vehicle.costs.fixed for vehicle in self.network.problem.vehicles)
        detour = DETOURS * max(legs) + dearest * UNITS + 1
        money = mild_money(self.network, self._named(jobs), detour)
        return state(self._terms, jobs, money)

    def run(self, stated: Stated, share: float) -> None:
        """Search with a share of what is left of the effort, unless somebody has stopped it."""
        if self.stopped:
            return
        effort = self.budget.spent(share)
        answer, self.stopped = search_here(stated.statement, effort, self._heard(stated))
        self.keep(stated, answer.routes)

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

    def keep(self, stated: Stated, found: Sequence[TimedRoute]) -> None:
        """Keep the routes unless VROOM would call what there was before better."""
        routes = {route.shift: route for route in found}
        orders = tuple(
            tuple(stated.jobs[visit] for visit in routes[n].visits) if n in routes else ()
            for n in range(len(stated.statement.shifts))
        )
        if not self.steps or self._rank(orders) <= self._rank(self.orders):
            self.orders, self._kept = orders, (stated, tuple(found))
            self.steps = {n: tuple(steps_of(self.network, stated, r)) for n, r in routes.items()}

    def disagreement(self) -> DisagreementError:
        """Return the error that carries what was kept, though it breaks a rule of VROOM's."""
        if self._kept is None:
            raise AssertionError("nothing was kept")
        stated, routes = self._kept
        answer = priced(stated.statement, routes)
        return disagreed(BROKEN, stated.statement, self.budget.whole, answer)

    def _rank(self, orders: Orders) -> tuple[int, int, int]:
        """Return what VROOM compares: priorities missed, jobs missed, units of money."""
        problem = self.network.problem
        planned = [problem.jobs[job] for order in orders for job in order]
        units = sum(
            problem.vehicles[number].costs.fixed * UNITS
            + sum(stage.way.units for stage in self._stages(number, order))
            for number, order in enumerate(orders)
            if order
        )
        return -sum(job.priority for job in planned), -len(planned), units

    def _stages(self, number: int, order: Sequence[int]) -> tuple[Stage, ...]:
        jobs = self.network.problem.jobs
        steps = tuple(Step(type="job", id=jobs[job].id) for job in order)
        found = stages_of(self.network, number, steps)
        return () if isinstance(found, NoWay) else found

    def _named(self, jobs: Sequence[int]) -> list[Job]:
        return [self.network.problem.jobs[job] for job in jobs]


def _timed(network: Network, searching: _Searching) -> Iterator[Route]:
    for number, steps in sorted(searching.steps.items()):
        price = price_found(network, number)
        route = route_along(network, number, steps, price)
        if not isinstance(route, Route) or route.broken:
            raise searching.disagreement()
        yield route
