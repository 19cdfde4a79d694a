"""The price of sending somebody else, of another time, of not coming at all."""

from visitplan.routing.freedom import agents_kept, orders_kept
from visitplan.routing.price import priced
from visitplan.routing.stability import NOTICEABLE, Announced, charged, price_of_changes
from visitplan.routing.statement import (
    Answer,
    PayTerms,
    ShiftTerms,
    Statement,
    TimedRoute,
    VisitTerms,
)

PAY = PayTerms(fixed=0, per_second=0, minimum=0, tiers=(), per_metre=0, per_visit=0)
SHIFT = ShiftTerms(opening=0, closing=9_000, profile=0, start=0, end=0, breaks=(), pay=PAY)
WAS = {0: Announced(frozenset({0}), 1_000)}


def a_statement(**changes: object) -> Statement:
    visit = VisitTerms(
        location=0, arrivals=((0, 9_000),), service=0, setup=0, penalty=50, shifts=(0, 1)
    ).model_copy(update=changes)
    table = (((0,),),)
    return Statement(visits=(visit, visit), shifts=(SHIFT, SHIFT), seconds=table, metres=table)


def going(shift: int, arrival: int) -> Answer:
    route = TimedRoute(shift=shift, visits=(0,), arrivals=(arrival,), leaves=arrival, ends=arrival)
    return Answer(routes=(route,), objective=0)


def test_as_announced_costs_nothing() -> None:
    assert price_of_changes(going(0, 1_000), WAS, 7) == 0
    assert price_of_changes(going(0, 1_000 + NOTICEABLE), WAS, 7) == 0


def test_another_time_another_agent_and_both() -> None:
    assert price_of_changes(going(0, 1_001 + NOTICEABLE), WAS, 7) == 7
    assert price_of_changes(going(1, 1_000), WAS, 7) == 7
    assert price_of_changes(going(1, 2_000), WAS, 7) == 14


def test_calling_off_costs_once() -> None:
    assert price_of_changes(Answer(routes=(), objective=0), WAS, 7) == 7


def test_the_search_is_charged_for_other_agents_exactly() -> None:
    plain, costly = a_statement(), charged(a_statement(), WAS, 7)
    for answer in (going(0, 1_000), going(1, 1_000), Answer(routes=(), objective=0)):
        charge = priced(costly, answer.routes).objective - priced(plain, answer.routes).objective
        assert charge == price_of_changes(answer, WAS, 7)


def test_between_an_announced_and_a_preferred_agent_the_search_charges_the_difference() -> None:
    disliked = {"shift_prices": (3, 0)}
    for price, other_costs_more in ((7, 4), (2, -1)):
        costly = charged(a_statement(**disliked), WAS, price)
        prices = [priced(costly, going(shift, 1_000).routes).objective for shift in (0, 1)]
        assert prices[1] - prices[0] == other_costs_more


def test_without_a_price_nothing_is_charged() -> None:
    assert charged(a_statement(), WAS, 0) == a_statement()


def test_an_agent_off_duty_is_not_held_on_to() -> None:
    gone = {0: Announced(frozenset(), 1_000)}
    assert charged(a_statement(), gone, 7) == a_statement()
    assert agents_kept(a_statement(), gone) == a_statement()


def test_kept_agents_leave_the_shift_no_choice() -> None:
    assert agents_kept(a_statement(), WAS).visits[0].shifts == (0,)


def test_kept_orders_leave_shift_and_order_no_choice_and_pay_any_price() -> None:
    kept = orders_kept(a_statement(), ((1, 0), ()))
    assert kept.visits[0].after == (1,)
    assert {visit.shifts for visit in kept.visits} == {(0,)}
    assert min(visit.penalty for visit in kept.visits) > 100
