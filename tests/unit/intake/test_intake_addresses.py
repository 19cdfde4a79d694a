"""Points set by hand, coordinates in other systems, and who may be asked for addresses."""

from pathlib import Path

import pytest

from builders import TODAY
from unit.intake.day_folder import a_folder, cell, content, findings_of, gone, read, setting
from visitplan.domain.geocoding import GeocodingSettings
from visitplan.domain.place import Point
from visitplan.intake.codes import Code
from visitplan.intake.reading import read_day

BY_HAND = Point(lat=60.17, lon=24.95)


def places(*rows: str) -> object:
    return content("places.csv", "\n".join(rows).encode())


def geocoding(text: str) -> object:
    return setting("[visits]", f"[geocoding]\n{text}\n[visits]")


def codes(folder: Path) -> list[Code]:
    return [Code(finding.code) for finding in findings_of(folder)]


def place_of(tmp_path: Path, case_id: str, *changes):
    cases = {case.id: case for case in read(tmp_path, *changes).day.cases}
    return cases[case_id].place


# places


def test_a_point_set_by_hand_for_a_case_beats_its_coordinates(tmp_path: Path) -> None:
    place = place_of(tmp_path, "C001", places("case_id,lat,lon", "C001,60.17,24.95"))
    assert (place.point, place.precision) == (BY_HAND, "given")


def test_a_point_set_by_hand_for_an_address_holds_however_it_is_typed(tmp_path: Path) -> None:
    pin = places("address,lat,lon", "ＫＥＳＫＵＳＫＡＴＵ  1,60.17,24.95")
    place = place_of(tmp_path, "C004", pin)
    assert (place.point, place.address) == (BY_HAND, "Keskuskatu 1")


def test_the_start_of_a_shift_may_be_set_by_hand(tmp_path: Path) -> None:
    branch = setting("[branches.", '[branches.Harbour]\naddress = "Quay 7"\n[branches.')
    starts = cell("agents.csv", 2, "start", "Harbour")
    pin = places("address,lat,lon", "quay 7,60.17,24.95")
    day = read(tmp_path, branch, starts, pin).day
    assert next(s for s in day.shifts if s.agent_id == "A01").start.point == BY_HAND


@pytest.mark.parametrize(
    ("row", "pinned"),
    [
        ("C001,60.17,24.95,yes,Main Street 5", True),
        ("C001,60.17,24.95,x,Main Street 5", True),
        ("C001,60.17,24.95,是,Main Street 5", True),
        ("C001,60.17,24.95,,", True),
        ("C001,60.17,24.95,,Main Street 5", False),
        ("C001,60.17,24.95,no,", False),
        ("C001,,,,", False),
    ],
)
def test_of_proposals_those_count_that_somebody_chose_or_filled_in(
    tmp_path: Path, row: str, pinned: bool
) -> None:
    place = place_of(tmp_path, "C001", places("case_id,lat,lon,chosen,found", row))
    assert (place.point == BY_HAND) is pinned


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["case_id,lat,lon", ",60.17,24.95"], Code.PIN_OF_NO_PLACE),
        (["case_id,lat,lon", "C001,60.17,"], Code.VALUE_MISSING),
        (["case_id,lat,lon", "C001,60.17,x"], Code.COORDINATE_UNREADABLE),
        (["case_id,lat,lon", "C001,60.17,24.95", "C001,60.18,24.95"], Code.PLACE_PINNED_TWICE),
        (["case_id,lat,lon,chosen", "C001,60.17,24.95,perhaps"], Code.WORD_UNKNOWN),
        (["case_id,lat", "C001,60.17"], Code.COLUMN_MISSING),
        (["lat,lon", "60.17,24.95"], Code.COLUMN_MISSING),
        (["case_id,lat,lon", "C999,60.17,24.95"], Code.CASE_UNKNOWN),
    ],
)
def test_a_pin_that_pins_nothing_is_told(tmp_path: Path, rows: list[str], code: Code) -> None:
    assert code in codes(a_folder(tmp_path, places(*rows)))


def test_the_same_point_twice_is_no_contradiction(tmp_path: Path) -> None:
    pin = places("case_id,lat,lon", "C001,60.17,24.95", "C001,60.17,24.95")
    assert place_of(tmp_path, "C001", pin).point == BY_HAND


# coordinates of the mainland


@pytest.mark.parametrize(
    ("system", "lat", "lon"),
    [
        ("wgs84", "31.230400", "121.473700"),
        ("gcj02", "31.228457738", "121.478223059"),
        ("GCJ-02", "31.228457738", "121.478223059"),
        ("bd09", "31.234310594", "121.484781469"),
    ],
)
def test_coordinates_are_wgs84_inside_whatever_they_are_written_in(
    tmp_path: Path, system: str, lat: str, lon: str
) -> None:
    here = setting("currency =", f'coordinates = "{system}"\ncurrency =')
    shanghai = places("case_id,lat,lon", f"C001,{lat},{lon}")
    point = place_of(tmp_path, "C001", here, shanghai).point
    assert (point.lat, point.lon) == pytest.approx((31.2304, 121.4737), abs=1e-5)


def test_coordinates_outside_of_the_mainland_are_left_alone_and_told(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, setting("currency =", 'coordinates = "gcj02"\ncurrency ='))
    reading = read_day(folder)
    case = next(case for case in reading.day.cases if case.id == "C001")
    assert case.place.point == Point(lat=60.171385, lon=24.948259)
    told = [f for f in reading.findings if f.code == Code.COORDINATE_NOT_MAINLAND]
    assert {finding.file for finding in told} >= {"cases.csv"}


def test_an_unknown_system_of_coordinates_is_refused(tmp_path: Path) -> None:
    wrong = setting("currency =", 'coordinates = "mars"\ncurrency =')
    assert Code.WORD_UNKNOWN in codes(a_folder(tmp_path, wrong))


# who may be asked


def test_nobody_is_asked_unless_the_settings_say_so(tmp_path: Path) -> None:
    assert read(tmp_path).geocoding == GeocodingSettings()
    assert not GeocodingSettings().asks
    named = read_day(a_folder(tmp_path / "b", geocoding('service = "opencage"'))).geocoding
    assert not named.asks


def test_a_service_is_read_with_all_that_concerns_it(tmp_path: Path) -> None:
    text = (
        'service = "Photon"\nallow = true\nurl = "http://photon.local:2322/"\nrate = 5\n'
        'key_env = "KEY"\nuser_agent = "lender"\nbudget = 300\nkeep_days = 7\n'
        'timeout_seconds = 2.5\ncoordinates = "gcj02"\nprivate_network = true'
    )
    assert read(tmp_path, geocoding(text)).geocoding == GeocodingSettings(
        service="photon", allow=True, url="http://photon.local:2322", rate=5.0, key_env="KEY",
        user_agent="lender", budget=300, keep_days=7, timeout_seconds=2.5, coordinates="gcj02",
        private_network=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('service = "nominatin"', Code.WORD_UNKNOWN),
        ('service = "nominatim"', Code.VALUE_MISSING),
        ('service = "photon"\nurl = "https://user:secret@host"', Code.SETTING_VALUE),
        ('service = "photon"\nurl = "https://host/?key=1"', Code.SETTING_VALUE),
        ('service = "photon"\nurl = "file:///etc/passwd"', Code.SETTING_VALUE),
        ('key_env = "a secret-key/1"', Code.SETTING_VALUE),
        ("rate = 0", Code.NUMBER_OUT_OF_RANGE),
        ("budget = 1.5", Code.NUMBER_UNREADABLE),
        ('user_agent = "Gerät"', Code.SETTING_VALUE),
        ('key = "secret"', Code.SETTING_UNKNOWN),
    ],
)
def test_a_service_that_cannot_be_is_told(tmp_path: Path, text: str, code: Code) -> None:
    findings = findings_of(a_folder(tmp_path, geocoding(text)))
    assert code in [finding.code for finding in findings]
    assert not any("secret" in str(finding) for finding in findings)


def test_without_places_nothing_is_pinned(tmp_path: Path) -> None:
    assert read(tmp_path, gone("pinned.csv")).day.date == TODAY
