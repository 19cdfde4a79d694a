"""Compiled once, kept whole, mended when damaged."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from towns import at, write_town

from visitplan.domain.day import TravelSettings
from visitplan.travel.network import load_network
from visitplan.travel.opening import open_travel

STREET = {"highway": "residential", "name": "Sample Street"}


@pytest.fixture
def town(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "c": (400, 300)}
    return write_town(tmp_path / "town.osm", nodes, [("abc", STREET)])


def opened(town, **settings):
    """Open the town and return its travel with what was said meanwhile."""
    said = []
    travel = open_travel(
        TravelSettings(streets=town.name, **settings),
        folder=town.parent,
        cache=town.parent / "cache",
        notify=said.append,
    )
    return travel, said


def entries(town):
    return sorted((town.parent / "cache").iterdir())


def seconds(travel):
    return travel.matrix([at(0, 0), at(400, 300)], "drive").seconds[0, 1]


def test_the_first_opening_compiles_and_says_so(town):
    _, said = opened(town)
    assert said == ["compiling the streets of town.osm (once)"]
    assert len(entries(town)) == 1


def test_the_second_opening_does_not_compile(town):
    first, _ = opened(town)
    second, said = opened(town)
    assert said == []
    assert seconds(second) == seconds(first)
    assert second.description == first.description
    assert second.network.street_names == ("Sample Street",)


@pytest.mark.parametrize(
    "speeds", [{"calibration": 2.0}, {"speeds_kmh": {"residential": 10.0}}, {"walking_kmh": 3.0}]
)
def test_other_speeds_are_another_entry(town, speeds):
    opened(town)
    _, said = opened(town, **speeds)
    assert said
    assert len(entries(town)) == 2


@pytest.mark.parametrize("other", [{"snap_limit_metres": 90}, {"detour": 2.0}])
def test_settings_that_change_no_speed_share_an_entry(town, other):
    opened(town)
    _, said = opened(town, **other)
    assert said == []


def test_a_file_with_other_content_is_another_entry(town):
    opened(town)
    write_town(town, {"a": (0, 0), "b": (800, 0)}, [("ab", STREET)])
    _, said = opened(town)
    assert said
    assert len(entries(town)) == 2


def test_the_same_content_under_another_name_is_the_same_entry(town):
    opened(town)
    _, said = opened(town.rename(town.with_name("renamed.osm")))
    assert said == []


DAMAGES = {
    "empty": lambda whole: b"",
    "broken off": lambda whole: whole[: len(whole) // 2],
    "one letter changed": lambda whole: whole.replace(b"Sample Street", b"Simple Street"),
    "something else": lambda whole: b"<html>",
    "a pickle": lambda whole: b"\x80\x04K\x01.",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_compiled_again_with_a_notice(town, damage):
    before, _ = opened(town)
    (entry,) = entries(town)
    whole = entry.read_bytes()
    entry.write_bytes(DAMAGES[damage](whole))
    after, said = opened(town)
    assert "damaged" in said[0]
    assert seconds(after) == seconds(before)
    assert entries(town) == [entry]
    assert opened(town)[1] == []


def test_an_entry_whose_arrays_contradict_each_other_is_not_used(town):
    opened(town)
    (entry,) = entries(town)
    with np.load(entry) as saved:
        arrays = dict(saved)
    arrays["drive.arc_head"] = arrays["drive.arc_head"] + 1000
    np.savez(entry, **arrays)
    with pytest.raises(ValueError, match="contradict"):
        load_network(entry)
    assert "damaged" in opened(town)[1][0]


def test_an_entry_with_objects_inside_is_never_unpickled(town):
    opened(town)
    (entry,) = entries(town)
    np.savez(entry, texts=np.array([{"run": "me"}], dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        load_network(entry)


def test_many_may_open_at_once(town):
    with ThreadPoolExecutor(8) as pool:
        travels = list(pool.map(lambda _: opened(town)[0], range(8)))
    assert len({seconds(travel) for travel in travels}) == 1
    assert len(entries(town)) == 1


def test_a_cache_that_cannot_be_written_only_costs_time(town):
    (town.parent / "cache").write_text("a file where the folder should be")
    travel, said = opened(town)
    assert "could not be kept" in said[-1]
    assert seconds(travel) > 0
