"""Areas are told of only together with at least five cases, whatever the others give away."""

from hypothesis import given
from hypothesis import strategies as st

from builders import a_case, a_place
from visitplan.burden.areas import SMALLEST, shares_of_areas
from visitplan.domain.case import Case

HERE, THERE, YONDER = (60.165, 24.94), (60.205, 24.94), (60.245, 24.94)


def cases(number: int, spot: tuple[float, float]) -> list[Case]:
    return [a_case(n, place=a_place(*spot)) for n in range(1, number + 1)]


def test_five_cases_are_told_of_by_their_cell() -> None:
    (share,) = shares_of_areas(cases(3, HERE), cases(2, HERE))
    assert (share.area, share.eligible, share.visited) == ("60.165 24.934", 5, 3)


def test_fewer_than_five_in_all_are_not_told_of() -> None:
    assert shares_of_areas(cases(4, HERE), ()) == ()


def test_small_areas_are_told_of_together() -> None:
    left_out = [*cases(3, HERE), *cases(3, THERE)]
    told = shares_of_areas(cases(6, YONDER), left_out)
    assert [(share.area is None, share.areas, share.eligible) for share in told] == [
        (False, 1, 6),
        (True, 2, 6),
    ]


def test_a_single_small_area_takes_the_next_one_along() -> None:
    told = shares_of_areas([*cases(1, HERE), *cases(5, THERE)], cases(9, YONDER))
    assert [(share.areas, share.eligible, share.visited) for share in told] == [
        (1, 9, 0),
        (2, 6, 6),
    ]


COUNTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=8)


@given(COUNTS)
def test_no_share_is_of_fewer_than_five_and_none_follows_from_the_others(
    counts: list[tuple[int, int]],
) -> None:
    spots = [(60.005 + 0.05 * n, 24.94) for n in range(len(counts))]
    visited = [c for (v, _), spot in zip(counts, spots, strict=True) for c in cases(v, spot)]
    left_out = [c for (_, o), spot in zip(counts, spots, strict=True) for c in cases(o, spot)]
    told = shares_of_areas(visited, left_out)
    assert all(share.eligible >= SMALLEST for share in told)
    if told:
        assert sum(share.eligible for share in told) == len(visited) + len(left_out)
        assert sum(share.visited for share in told) == len(visited)


@given(st.floats(59, 61), st.floats(24, 26))
def test_a_cell_is_some_eleven_hundred_metres_across(lat: float, lon: float) -> None:
    (share,) = shares_of_areas(cases(5, (lat, lon)), ())
    assert share.area is not None
    middle_lat, middle_lon = map(float, share.area.split())
    assert abs(middle_lat - lat) <= 0.0056
    assert abs(middle_lon - lon) <= 0.0112
