"""Searches side by side meet, and all go on from the cheapest routes that one of them has."""

from threading import Barrier, Thread

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.engine.days import a_working_day
from visitplan.routing.meetings import Meetings
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.meeting import Meet, Standing
from visitplan.routing.search.rounds import MEETINGS
from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate
from visitplan.routing.statement import Answer

DAY = a_working_day(20, seed=3)


def at(price: int) -> Standing:
    return Standing(price=price, orders=((price,),))


def test_nobody_goes_on_while_somebody_is_awaited() -> None:
    meetings = Meetings(2)
    meetings.come(0, at(5))
    assert meetings.decided() == {}


def test_all_go_on_from_the_cheapest_and_the_next_meeting_begins_anew() -> None:
    meetings = Meetings(2)
    meetings.come(1, at(3))
    meetings.come(0, at(5))
    assert meetings.decided() == {0: at(3), 1: at(3)}
    assert meetings.decided() == {}


def test_whoever_has_left_is_not_awaited() -> None:
    meetings = Meetings(3)
    meetings.come(0, at(5))
    meetings.leave(2)
    meetings.come(1, at(7))
    assert meetings.decided() == {0: at(5), 1: at(5)}


def test_the_last_who_searches_goes_on_from_where_he_stands() -> None:
    meetings = Meetings(2)
    meetings.come(0, at(5))
    meetings.leave(1)
    assert meetings.decided() == {0: at(5)}


@given(st.permutations(range(4)), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_in_whatever_order_they_come_they_go_on_from_the_same(
    order: list[int], prices: list[int]
) -> None:
    meetings = Meetings(4)
    standings = [Standing(price=price, orders=((n,),)) for n, price in enumerate(prices)]
    for island in order:
        assert meetings.decided() == {}
        meetings.come(island, standings[island])
    first = standings[prices.index(min(prices))]
    assert meetings.decided() == dict.fromkeys(range(4), first)


def searched(seed: int, meet: Meet) -> Answer:
    effort = Effort(seconds=600, work=4, seed=seed)
    return ruin_and_recreate(DAY, effort, lambda _: None, meet=meet)


def test_a_search_meets_others_at_equal_shares_and_tells_what_its_routes_cost() -> None:
    told: list[Standing] = []

    def alone(own: Standing) -> Standing:
        told.append(own)
        return own

    answer = searched(1, alone)

    assert len(told) == MEETINGS
    assert answer.objective <= min(standing.price for standing in told)


def side_by_side() -> list[int]:
    meetings, gate, found = Meetings(2), Barrier(2), [0, 0]
    answers: dict[int, Standing] = {}

    def meet(island: int, own: Standing) -> Standing:
        gate.wait()
        meetings.come(island, own)
        if gate.wait() == 0:
            answers.update(meetings.decided())
        gate.wait()
        return answers[island]

    def run(island: int) -> None:
        found[island] = searched(island, lambda own: meet(island, own)).objective

    threads = [Thread(target=run, args=(island,)) for island in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_equal_searches_side_by_side_find_equal_answers() -> None:
    assert side_by_side() == side_by_side()
