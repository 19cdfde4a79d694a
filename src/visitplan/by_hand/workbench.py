"""A plan on the workbench: stops are moved by hand, and what that does is known at once."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from visitplan.by_hand.ground import Ground, ground_of
from visitplan.by_hand.orders import Orders, hand_route, orders_in, put_in, taken_off
from visitplan.by_hand.places import Place
from visitplan.by_hand.refusals import refuse_moves
from visitplan.domain.move import Move
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan, Route, Unassigned
from visitplan.domain.value import Id
from visitplan.domain.violation import Violation
from visitplan.planning.terms import PlannedDay
from visitplan.routing.hand import seconds_late, time_by_hand
from visitplan.routing.open_doors import net_price
from visitplan.routing.routes import routes_of
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify


class Edited(NamedTuple):
    """A plan after moves by hand: what it is now, and what it breaks that it did not before.

    ``costs`` is by how much each term of the cost grows, in minor units, where it changes.
    """

    planned: PlannedDay
    broken: tuple[Violation, ...]
    costs: dict[str, int]
    paid_seconds: int
    metres: int


class Workbench:
    """A verified plan, made ready for moves; each costs as little as the routes it touches.

    Only visits that the gate lets in can be moved. What a move breaks is told and never kept
    silent about; publishing is up to the verifier.
    """

    def __init__(self, planned: PlannedDay) -> None:
        self.planned = planned

    def edited(self, moves: Sequence[Move]) -> Edited:
        """Return the plan after moves, one after the other.

        Raises InputError for a case that may not be visited, or that the plan does not know, and
        for a shift that nobody works.
        """
        after = self._planned(self._after(moves))
        known = set(self._broken_before)
        broken = tuple(each for each in verify(*after) if each not in known)
        return _compared(self.planned.plan, after, broken)

    def places(self, case_id: Id, moves: Sequence[Move] = ()) -> tuple[Place, ...]:
        """Return the best place for a visit on each route after moves, the best of all first.

        Only shifts that may make the visit are asked. Best is least late, then cheapest. Raises
        InputError as ``edited`` does.
        """
        rest = taken_off(self._after((*moves, Move(case_id=case_id))), case_id)
        visits = {visit.case_id: visit for visit in self._ground.admission.visits}
        found = (self._place(rest, case_id, s) for s in visits[case_id].allowed_shifts)
        return tuple(sorted(found, key=lambda each: (each.seconds_late, each.extra_cost)))

    def _place(self, orders: Orders, case_id: Id, shift_id: Id) -> Place:
        position = self._cheapest_place(orders, case_id, shift_id)
        before, after = orders.get(shift_id, ()), put_in(orders, case_id, shift_id, position)
        late, price = self._worth(shift_id, after[shift_id])
        late_before, price_before = self._worth(shift_id, before) if before else (0, 0)
        extra = -(-(price - price_before) // TICKS_PER_MINOR_UNIT)
        return Place(shift_id, position, extra, max(0, late - late_before))

    def _after(self, moves: Sequence[Move]) -> Orders:
        refuse_moves(self._ground.admission, self.planned, moves)
        orders: Orders = orders_in(self.planned.plan)
        for move in moves:
            orders = self._moved(orders, move)
        return orders

    @cached_property
    def _ground(self) -> Ground:
        day, matrices, plan = self.planned
        cases = {case_id for order in orders_in(plan).values() for case_id in order}
        return ground_of(day, matrices, cases | {each.case_id for each in plan.unassigned})

    @cached_property
    def _broken_before(self) -> tuple[Violation, ...]:
        return verify(*self.planned)

    def _moved(self, orders: Orders, move: Move) -> Orders:
        rest = taken_off(orders, move.case_id)
        if move.shift_id is None:
            return rest
        position = move.position
        if position is None:
            position = self._cheapest_place(rest, move.case_id, move.shift_id)
        return put_in(rest, move.case_id, move.shift_id, position)

    def _cheapest_place(self, orders: Orders, case_id: Id, shift_id: Id) -> int:
        """Return the place that makes the route the least late, and then costs least."""

        def worth(position: int) -> tuple[int, int]:
            return self._worth(shift_id, put_in(orders, case_id, shift_id, position)[shift_id])

        return min(range(len(orders.get(shift_id, ())) + 1), key=worth)

    def _worth(self, shift_id: Id, cases: tuple[Id, ...]) -> tuple[int, int]:
        stated = self._ground.stated
        (timed,) = time_by_hand(stated, [hand_route(shift_id, cases)]).routes
        return seconds_late(stated, timed), net_price(stated, timed)

    def _planned(self, orders: Orders) -> PlannedDay:
        """Return the plan of orders, timed anew where they are others than before."""
        day, matrices, plan = self.planned
        routes = tuple(sorted(self._routes(orders), key=lambda route: route.shift_id))
        manifest = plan.manifest.model_copy(update={"engine": "hand"})
        out = tuple(self._left_out(orders))
        changed = {"routes": routes, "unassigned": out, "manifest": manifest}
        return PlannedDay(day, matrices, invoiced(day, matrices, plan.model_copy(update=changed)))

    def _routes(self, orders: Orders) -> Iterator[Route]:
        before = {route.shift_id: route for route in self.planned.plan.routes}
        unchanged = orders_in(self.planned.plan)
        anew = [hand_route(*each) for each in orders.items() if unchanged.get(each[0]) != each[1]]
        answer = time_by_hand(self._ground.stated, anew)
        yield from routes_of(self._ground.stated, answer, self.planned.day)
        yield from (
            before[shift] for shift, cases in orders.items() if unchanged.get(shift) == cases
        )

    def _left_out(self, orders: Orders) -> Iterator[Unassigned]:
        reasons = {each.case_id: each for each in self.planned.plan.unassigned}
        on_routes = {case_id for cases in orders.values() for case_id in cases}
        for case_id, penalty in sorted(self._ground.penalties.items()):
            if case_id not in on_routes:
                yield reasons.get(case_id) or _taken_off_by_hand(case_id, penalty)


def _taken_off_by_hand(case_id: Id, penalty: int) -> Unassigned:
    return Unassigned(
        case_id=case_id,
        kind="displaced",
        rule="taken_off_by_hand",
        reason="somebody took it off its route",
        penalty=penalty,
    )


def _compared(before: Plan, after: PlannedDay, broken: tuple[Violation, ...]) -> Edited:
    was, now = before.cost.model_dump(), after.plan.cost.model_dump()
    return Edited(
        planned=after,
        broken=broken,
        costs={term: now[term] - was[term] for term in now if now[term] != was[term]},
        paid_seconds=_paid(after.plan) - _paid(before),
        metres=_metres(after.plan) - _metres(before),
    )


def _paid(plan: Plan) -> int:
    return sum(route.paid_seconds for route in plan.routes)


def _metres(plan: Plan) -> int:
    return sum(route.metres for route in plan.routes)
