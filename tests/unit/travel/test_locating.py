"""Every place gets a point or a problem; what cannot be worked at all is an error."""

import pytest
from towns import House, at, open_town, write_town

from builders import a_case, a_day, a_shift, an_agent
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Place, Point
from visitplan.errors import TravelDataError
from visitplan.travel.beeline import BeelineTravel

SQUARE = {"a": (0, 0), "b": (400, 0), "c": (400, 400), "d": (0, 400)}
HOUSES = [
    House((100, 10), "Sample Street", "10", "Sampleton"),
    House((150, 10), "Sample Street", "14", "Sampleton"),
    House((10, 100), "Other Street", "1", "Sampleton"),
]


@pytest.fixture
def travel(tmp_path):
    ways = [("abcda", {"highway": "residential"})]
    return open_town(write_town(tmp_path / "t.osm", SQUARE, ways, HOUSES))


def placed(number=1, **place):
    return a_case(number, place=Place(**place))


def a_town_day(*cases, **changes):
    shift = a_shift(start=Place(point=at(0, 0)), end=Place(point=at(0, 0)))
    return a_day(**{"cases": cases, "shifts": (shift,)} | changes)


def codes(findings):
    return [finding.code for finding in findings]


def test_given_coordinates_stay_as_they_are(travel):
    place = Place(point=at(200, 20), address="Sample Street 10")
    day, findings = travel.locate(a_town_day(a_case(place=place)))
    assert day.cases[0].place == place.model_copy(update={"precision": "given"})
    assert findings == ()


def test_an_address_gets_the_point_of_its_house(travel):
    day, findings = travel.locate(a_town_day(placed(address="Sample Street 10, Sampleton")))
    place = day.cases[0].place
    assert place.precision == "exact"
    assert place.problem is None
    assert place.point.lat == pytest.approx(at(100, 10).lat, abs=1e-6)
    assert findings == ()


def test_a_missing_house_number_is_interpolated_with_a_warning(travel):
    day, findings = travel.locate(a_town_day(placed(address="Sample Street 12")))
    assert day.cases[0].place.precision == "interpolated"
    assert day.cases[0].place.problem is None
    assert codes(findings) == ["VP-TR-008"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Nowhere Street 1", "VP-TR-001"),
        ("Sample Street", "VP-TR-002"),
        ("Sample Street 99", "VP-TR-003"),
        ("Sample Street 10, Elsewhere", "VP-TR-004"),
        ("Sample Street 10 or Other Street 1", "VP-TR-005"),
        (None, "VP-TR-007"),
    ],
)
def test_an_address_that_is_not_found_is_a_problem_that_quotes_nothing(travel, address, code):
    day, findings = travel.locate(a_town_day(placed(address=address), placed(2, point=at(9, 0))))
    assert day.cases[0].place.point is None
    assert day.cases[0].place.problem
    assert codes(findings) == [code]
    assert findings[0].problem.startswith("case C001: ")
    assert findings[0].file == "cases"
    assert "Street 1" not in str(findings[0])


def test_a_place_beyond_the_limit_is_a_problem_with_its_distance(travel):
    day, findings = travel.locate(
        a_town_day(placed(1, point=at(200, -400)), placed(2, point=at(9, 0)))
    )
    assert day.cases[0].place.problem == "400 m from the nearest street (limit 250 m)"
    assert day.cases[1].place.problem is None
    assert codes(findings) == ["VP-TR-010"]


def test_a_place_within_the_limit_but_far_from_the_street_is_planned_with_a_warning(travel):
    day, findings = travel.locate(a_town_day(placed(1, point=at(200, -130))))
    assert day.cases[0].place.problem is None
    assert codes(findings) == ["VP-TR-012"]
    assert "130 m" in findings[0].problem


def test_one_swapped_coordinate_is_said_to_look_swapped(travel):
    here = at(200, 0)
    swapped = Point(lat=here.lon, lon=here.lat)
    day, _ = travel.locate(a_town_day(placed(1, point=swapped), placed(2, point=here)))
    assert day.cases[0].place.problem.endswith("latitude and longitude look swapped")


def test_a_problem_known_before_stays(travel):
    known = Place(point=at(0, 0), problem="no consent to visit here")
    day, findings = travel.locate(a_town_day(a_case(1, place=known)))
    assert day.cases[0].place == known
    assert findings == ()


def test_places_all_beside_the_streets_smell_of_another_coordinate_system(travel):
    cases = [placed(number, point=at(40 * number, -180)) for number in range(1, 7)]
    _, findings = travel.locate(a_town_day(*cases))
    assert codes(findings)[-1] == "VP-TR-011"
    assert "GCJ-02" in findings[-1].remedy


def test_cases_keep_their_order_and_their_number(travel):
    cases = [placed(number, point=at(number, 0)) for number in (3, 1, 2)]
    day, _ = travel.locate(a_town_day(*cases))
    assert [case.id for case in day.cases] == ["C003", "C001", "C002"]


def test_locating_twice_changes_nothing(travel):
    once, _ = travel.locate(a_town_day(placed(1, address="Sample Street 12"), placed(2)))
    assert travel.locate(once) == (once, ())


def test_a_day_without_cases_is_located(travel):
    assert travel.locate(a_town_day())[0].cases == ()


def test_an_extract_of_another_town_is_an_error_with_share_and_boxes(travel):
    cases = [placed(1, point=at(0, 0)), *(placed(n, point=at(60_000, n)) for n in (2, 3))]
    with pytest.raises(TravelDataError, match=r"2 of 3 cases \(67%\)") as refused:
        travel.locate(a_town_day(*cases))
    assert "the cases span 60.17…60.17 N, 24.94…26.03 E" in str(refused.value)
    assert "the streets 60.17…60.17 N, 24.94…24.95 E" in str(refused.value)
    assert "swapped" not in str(refused.value)


def test_half_of_the_cases_outside_is_no_error_yet(travel):
    cases = [placed(1, point=at(0, 0)), placed(2, point=at(60_000, 0))]
    day, _ = travel.locate(a_town_day(*cases))
    assert [bool(case.place.problem) for case in day.cases] == [False, True]


def test_cases_that_are_all_swapped_are_said_to_look_swapped(travel):
    here = [at(100 * number, 0) for number in (1, 2, 3)]
    cases = [placed(n, point=Point(lat=p.lon, lon=p.lat)) for n, p in enumerate(here)]
    with pytest.raises(TravelDataError, match="latitude and longitude look swapped"):
        travel.locate(a_town_day(*cases))


def test_an_agents_home_is_found_by_its_address(travel):
    shift = a_shift(start=Place(address="Other Street 1"), end=None)
    day, findings = travel.locate(a_town_day(placed(1, point=at(9, 0)), shifts=(shift,)))
    assert day.shifts[0].start.precision == "exact"
    assert findings == ()


def test_an_interpolated_home_is_a_finding_about_the_agents_table(travel):
    shift = a_shift(start=Place(address="Sample Street 12"), end=Place(point=at(0, 0)))
    _, (finding,) = travel.locate(a_town_day(shifts=(shift,)))
    assert (finding.file, finding.code) == ("agents", "VP-TR-008")
    assert finding.problem.startswith("shift A01/1: ")


def test_an_address_that_the_map_spells_otherwise_is_a_finding(travel):
    _, (finding,) = travel.locate(a_town_day(placed(1, address="Sampel Street 10")))
    assert finding.code == "VP-TR-014"
    assert "Sampel" not in str(finding)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"start": Place(address="Nowhere Street 77")}, "shift A01/1: its start cannot be found"),
        ({"end": Place()}, "shift A01/1: its end cannot be found"),
        ({"end": Place(point=at(9_000, 0))}, r"shift A01/1 \(8600 m from the nearest street\)"),
    ],
)
def test_an_agent_that_cannot_be_reached_is_an_error_that_names_the_shift(travel, changes, reason):
    shift = a_shift(**{"start": Place(point=at(0, 0)), "end": Place(point=at(0, 0))} | changes)
    with pytest.raises(TravelDataError, match=reason) as refused:
        travel.locate(a_town_day(placed(1, point=at(9, 0)), shifts=(shift,)))
    assert "Nowhere" not in str(refused.value)


def test_a_place_only_walkers_reach_is_a_problem_only_without_walkers(tmp_path):
    nodes = SQUARE | {"x": (-900, 0)}
    ways = [("abcda", {"highway": "residential"}), ("ax", {"highway": "footway"})]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    cases = (placed(1, point=at(-900, 0)), placed(2, point=at(0, 0)))
    by_car, _ = travel.locate(a_town_day(*cases))
    on_foot, _ = travel.locate(a_town_day(*cases, agents=(an_agent(mode="walk"),)))
    assert [bool(case.place.problem) for case in by_car.cases] == [True, False]
    assert [bool(case.place.problem) for case in on_foot.cases] == [False, False]


def test_without_streets_every_point_is_reached_and_no_address():
    beeline = BeelineTravel(TravelSettings(engine="beeline"))
    day, findings = beeline.locate(
        a_town_day(placed(1, point=at(90_000, 0)), placed(2, address="Sample Street 10"))
    )
    assert day.cases[0].place.problem is None
    assert day.cases[1].place.problem == "there is no address index without streets"
    assert codes(findings) == ["VP-TR-006"]


def test_without_streets_an_agents_address_is_an_error():
    beeline = BeelineTravel(TravelSettings(engine="beeline"))
    with pytest.raises(TravelDataError, match="no address index without streets"):
        beeline.locate(a_town_day(shifts=(a_shift(start=Place(address="Sample Street 10")),)))
