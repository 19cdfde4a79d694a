"""What was found of a day's places holds on its other days too."""

from builders import a_case, a_day, a_place, a_shift
from visitplan.domain.place import Place
from visitplan.domain.placing import places_of, with_places, with_places_as_in

HERE, ELSEWHERE = a_place(60.18), a_place(60.19)
HOME = Place(address="Sample Street 7")


def test_every_place_of_a_day_is_told_with_whose_it_is() -> None:
    day = a_day(cases=(a_case(1),), shifts=(a_shift(end=HERE), a_shift(2, end=None)))
    assert [owner for owner, _ in places_of(day)] == [
        "case C001", "shift A01/1", "shift A01/1", "shift A02/1",
    ]  # fmt: skip


def test_places_are_put_back_where_they_were_taken() -> None:
    day = a_day(cases=(a_case(1),), shifts=(a_shift(end=None),))
    moved = with_places(day, lambda _: HERE)
    assert moved.cases[0].place == moved.shifts[0].start == HERE
    assert moved.shifts[0].end is None
    assert with_places(day, lambda place: place) == day


def test_a_point_found_for_an_address_holds_for_the_same_address_on_another_day() -> None:
    found = HOME.model_copy(update={"point": HERE.point, "precision": "exact"})
    first = a_day(cases=(a_case(1, place=found),))
    later = a_day(cases=(a_case(9, place=HOME), a_case(2, place=ELSEWHERE)))
    placed = with_places_as_in(first, later)
    assert [case.place for case in placed.cases] == [found, ELSEWHERE]


def test_what_nobody_found_stays_as_it_is() -> None:
    later = a_day(cases=(a_case(1, place=HOME),))
    assert with_places_as_in(a_day(), later) == later
