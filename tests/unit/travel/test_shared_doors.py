"""Cases of one house share a door, and with it parking and the walk; neighbours do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from towns import at

from builders import a_case
from visitplan.travel.geodesy import degrees_of, great_circle_metres
from visitplan.travel.shared_doors import ONE_ADDRESS_METRES, share_doors


def a_place(number, east, north=0.0, address=None, problem=None):
    case = a_case(number)
    place = case.place.model_copy(
        update={"point": at(east, north), "address": address, "problem": problem}
    )
    return case.model_copy(update={"place": place})


def doors(*cases):
    """Return how many different points there are afterwards."""
    return len({case.place.point for case in share_doors(cases)})


def test_two_flats_of_one_house_share_its_door():
    flats = (
        a_place(1, 0, address="Fabianinkatu 5 A 12"),
        a_place(2, 15, address="Fabianinkatu 5 A 14"),
    )
    assert doors(*flats) == 1


def test_neighbouring_houses_keep_their_doors():
    houses = (a_place(1, 0, address="Fabianinkatu 5"), a_place(2, 15, address="Fabianinkatu 7"))
    assert doors(*houses) == 2


def test_the_same_address_shares_a_door_across_a_yard_but_not_across_town():
    address = "Fabianinkatu 5"
    assert doors(a_place(1, 0, address=address), a_place(2, 90, address=address)) == 1
    assert doors(a_place(1, 0, address=address), a_place(2, 110, address=address)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 Main Street, Flat 3", "5 Main St, flat 12"),
        ("上海市南京东路21号3室", "上海市南京东路21号12室"),
        ("5 Main Street Apt 3", "5 MAIN STREET"),
    ],
)
def test_flats_are_no_part_of_the_address(one, other):
    assert doors(a_place(1, 0, address=one), a_place(2, 60, address=other)) == 1


def test_without_an_address_only_the_same_building_shares():
    assert doors(a_place(1, 0), a_place(2, 15)) == 1
    assert doors(a_place(1, 0), a_place(2, 25)) == 2
    assert doors(a_place(1, 0), a_place(2, 15, address="Fabianinkatu 5")) == 1


def test_the_door_is_that_of_the_first_case_by_id():
    moved = share_doors((a_place(2, 15), a_place(1, 0)))
    assert [case.place.point for case in moved] == [at(0, 0), at(0, 0)]


def test_who_cannot_be_reached_has_no_door():
    lost = a_place(2, 15, problem="too far")
    assert share_doors((a_place(1, 0), lost))[1] == lost


spots = st.lists(
    st.tuples(
        st.integers(0, 60), st.integers(0, 60), st.sampled_from([None, "Aakatu 1", "Aakatu 3"])
    ),
    max_size=8,
)


@given(spots, st.randoms())
def test_no_place_moves_far_and_the_order_of_cases_does_not_matter(drawn, random):
    cases = [a_place(n, east, north, address) for n, (east, north, address) in enumerate(drawn, 1)]
    shared = {case.id: case.place.point for case in share_doors(tuple(cases))}
    for case in cases:
        before, after = case.place.point, shared[case.id]
        assert great_circle_metres(*degrees_of((before, after))) <= ONE_ADDRESS_METRES
    random.shuffle(cases)
    assert {case.id: case.place.point for case in share_doors(tuple(cases))} == shared


@given(spots)
def test_sharing_once_more_changes_nothing_for_who_stands_at_a_door(drawn):
    cases = tuple(a_place(n, east, north) for n, (east, north, _) in enumerate(drawn, 1))
    shared = share_doors(cases)
    assert len({case.place.point for case in share_doors(shared)}) <= len(
        {case.place.point for case in shared}
    )
