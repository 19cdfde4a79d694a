"""Streets under a name: kept whole, never run, and found by day.toml."""

import pickle
import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest
from towns import House, at, write_town

from visitplan.domain.day import TravelSettings
from visitplan.errors import OutputError, TravelDataError
from visitplan.travel.extract import Extract
from visitplan.travel.extract_file import Origin, load_extract, load_origin, save_extract
from visitplan.travel.named import NamedNetworks
from visitplan.travel.opening import open_travel
from visitplan.travel.opening_streets import keep_streets, kept_networks
from visitplan.travel.osm_file import read_osm_file

NODES = {"a": (0, 0), "b": (400, 0), "c": (400, 300)}
STREET = {"highway": "residential", "maxspeed": "36", "name": "Sample Street"}


def nothing(_):
    pass


@pytest.fixture
def town(tmp_path):
    houses = [House((100, 10), "Sample Street", "7", "Sampleton", "00100")]
    return write_town(
        tmp_path / "town.osm", NODES, [("abc", STREET)], houses, {"b": {"barrier": "bollard"}}
    )


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def keep(name, file, cache):
    origin = Origin(source=str(file), label=file.name)
    return keep_streets(name, origin, cache=cache, notify=nothing)


def opened(source, folder, cache):
    settings = TravelSettings(streets=source, calibration=1.0)
    return open_travel(settings, folder=folder, cache=cache, notify=nothing)


def metres(travel):
    return travel.matrix([at(0, 0), at(400, 300)], "walk").metres[0, 1]


def test_an_extract_is_read_as_it_was_saved(town, tmp_path):
    extract = read_osm_file(town, "osm")
    file = tmp_path / "kept.npz"
    with file.open("wb") as opened_:
        save_extract(extract, Origin(source="town.osm", label="town"), opened_)
    again = load_extract(file)
    for field in fields(Extract):
        before, after = getattr(extract, field.name), getattr(again, field.name)
        assert np.array_equal(before, after) if isinstance(before, np.ndarray) else before == after
    assert load_origin(file).label == "town"
    assert extract.addresses
    assert extract.barriers


@pytest.mark.parametrize("source", ["name:town", "town"])
def test_a_day_names_kept_streets_and_needs_the_extract_no_more(town, tmp_path, cache, source):
    keep("town", town, cache)
    town.unlink()
    travel = opened(source, tmp_path, cache)
    assert metres(travel) == 700
    assert travel.description.startswith("streets of town (OpenStreetMap, data of 2026-01-02)")


def test_a_file_in_the_day_folder_is_meant_before_a_name(town, tmp_path, cache):
    keep("town", town, cache)
    longer = write_town(tmp_path / "x.osm", NODES | {"b": (400, -100)}, [("abc", STREET)])
    longer.rename(tmp_path / "town")
    assert metres(opened("town", tmp_path, cache)) != 700
    assert metres(opened("name:town", tmp_path, cache)) == 700


def test_what_is_kept_is_listed_by_name(town, cache):
    keep("zoo", town, cache)
    keep("Sampleton-äöü_2", town, cache)
    kept = kept_networks(cache)
    assert [each.name for each in kept] == ["Sampleton-äöü_2", "zoo"]
    kept.remove("zoo")
    assert [each.name for each in kept] == ["Sampleton-äöü_2"]


@pytest.mark.parametrize(
    "name", ["", "..", "a/b", "-x", ".hidden", "x" * 65, "a.osm", "a b", "a\n"]
)
def test_a_name_leads_nowhere_else(town, cache, name):
    with pytest.raises(TravelDataError, match="cannot name streets"):
        keep(name, town, cache)
    assert name not in kept_networks(cache)


def test_a_name_that_nobody_gave_is_an_error_that_says_which_there_are(town, tmp_path, cache):
    with pytest.raises(TravelDataError, match="there are none yet"):
        opened("name:atlantis", tmp_path, cache)
    keep("town", town, cache)
    with pytest.raises(TravelDataError, match="there are town"):
        opened("name:atlantis", tmp_path, cache)


def test_streets_that_cannot_be_used_are_not_kept_and_those_before_stay(town, tmp_path, cache):
    keep("town", town, cache)
    empty = write_town(tmp_path / "empty.osm", NODES, [("ab", {"highway": "proposed"})])
    with pytest.raises(TravelDataError, match="no street that can be driven or walked"):
        keep("town", empty, cache)
    assert metres(opened("name:town", tmp_path, cache)) == 700


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04half", pickle.dumps({"run": "me"})])
def test_a_damaged_file_is_told_and_never_run(town, tmp_path, cache, content):
    keep("town", town, cache)
    kept_networks(cache).file("town").write_bytes(content)
    assert [each.origin for each in kept_networks(cache)] == [None]
    with pytest.raises(TravelDataError, match="town are damaged, or of another version"):
        opened("name:town", tmp_path, cache)


def test_what_a_former_version_did_not_know_stays_at_its_default(town, cache):
    keep("town", town, cache)
    file = kept_networks(cache).file("town")
    with np.load(file) as saved:
        parts = {name: saved[name] for name in saved if name != "restrictions"}
    np.savez(file, **parts)
    assert load_extract(file).restrictions == ()


def test_objects_inside_are_never_unpickled(town, tmp_path, cache):
    keep("town", town, cache)
    file = kept_networks(cache).file("town")
    np.savez(file, origin=np.array([{"run": "me"}], dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        load_origin(file)


def test_a_full_disk_is_told_and_leaves_what_was_kept(town, tmp_path):
    """A process that may write files of 1 KB only, which is what a full disk looks like."""
    script = f"""
import resource, signal
from pathlib import Path
from visitplan.errors import OutputError
from visitplan.travel.extract_file import Origin
from visitplan.travel.named import NamedNetworks
from visitplan.travel.osm_file import read_osm_file
kept = NamedNetworks(Path({str(tmp_path)!r}) / "kept")
extract = read_osm_file(Path({str(town)!r}), "osm")
kept.keep("town", extract, Origin(source="first", label="town"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
try:
    kept.keep("town", extract, Origin(source="second", label="town"))
except OutputError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "could not be kept" in run.stdout
    assert "make room there" in run.stdout
    kept = NamedNetworks(tmp_path / "kept")
    assert kept.origin("town").source == "first"
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_folder_that_may_not_be_written_is_told(town, tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be")
    extract = read_osm_file(town, "osm")
    with pytest.raises(OutputError, match="could not be kept"):
        NamedNetworks(tmp_path / "kept").keep("t", extract, Origin(source="s", label="t"))
