"""A real Nominatim with a made-up town; see the README beside this for how to run one."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nominatim.town import STREETS, house_at
from visitplan.domain.geocoding import AddressRecord, GeocodingSettings
from visitplan.travel.geocoding.asking import Time
from visitplan.travel.geocoding.opening import Outside, open_geocoder

pytestmark = pytest.mark.nominatim
URL = os.environ.get("VISITPLAN_NOMINATIM_URL")


@pytest.fixture
def look(tmp_path: Path) -> Iterator[Callable[[str], AddressRecord]]:
    if URL is None:
        pytest.skip("VISITPLAN_NOMINATIM_URL names no server")
    settings = GeocodingSettings(
        service="nominatim", url=URL, allow=True, rate=100, private_network=True
    )
    outside = Outside(
        cache=tmp_path,
        notify=print,
        now=lambda: datetime(2026, 11, 24, tzinfo=UTC),
        time=Time(time.monotonic, time.sleep),
        secret=lambda _: None,
    )
    with open_geocoder(settings, None, outside) as geocoder:
        yield geocoder.record


@pytest.mark.parametrize("street", range(len(STREETS)))
@pytest.mark.parametrize("form", ["{street} {number}", "{street} {number}, Sampleton"])
def test_a_house_is_found_where_it_stands(look, street: int, form: str) -> None:
    record = look(form.format(street=STREETS[street], number=15))
    assert (record.status, record.precision) == ("ok", "exact")
    assert (record.point.lat, record.point.lon) == pytest.approx(house_at(street, 15), abs=1e-4)


def test_a_chinese_address_is_found_as_people_write_it(look) -> None:
    record = look("南京东路21号")
    assert (record.status, record.precision) == ("ok", "exact")


def test_a_number_that_is_not_there_is_for_somebody_to_choose(look) -> None:
    record = look("Market Street 777")
    assert record.status == "ambiguous"
    assert {candidate.precision for candidate in record.candidates} == {"street"}


def test_a_street_that_is_not_there_is_not_found(look) -> None:
    assert look("Nowhere Alley 3").status == "not_found"
