"""Street graphs as OSMnx saves them, without trusting them."""

import re

import pytest
from towns import MARKET, at, open_town

from visitplan.domain.course import LegEnds
from visitplan.errors import TravelDataError

HEAD = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="k0" for="graph" attr.name="crs" attr.type="string" />
  <key id="k1" for="node" attr.name="y" attr.type="string" />
  <key id="k2" for="node" attr.name="x" attr.type="string" />
  <key id="k3" for="edge" attr.name="highway" attr.type="string" />
  <key id="k4" for="edge" attr.name="oneway" attr.type="string" />
  <key id="k5" for="edge" attr.name="maxspeed" attr.type="string" />
  <key id="k6" for="edge" attr.name="geometry" attr.type="string" />
  <key id="k7" for="edge" attr.name="reversed" attr.type="string" />
  <graph edgedefault="directed">
    <data key="k0">epsg:4326</data>
"""
TAIL = "</graph></graphml>"


def node(name, east, north):
    point = at(east, north)
    data = f'<data key="k1">{point.lat}</data><data key="k2">{point.lon}</data>'
    return f'<node id="{name}">{data}</node>'


def edge(tail, head, *, highway="residential", oneway="False", maxspeed="36", line=()):
    points = [at(*place) for place in line]
    wkt = f"LINESTRING ({', '.join(f'{p.lon} {p.lat}' for p in points)})" if points else ""
    values = {"k3": highway, "k4": oneway, "k5": maxspeed, "k6": wkt}
    data = "".join(f'<data key="{key}">{text}</data>' for key, text in values.items() if text)
    return f'<edge source="{tail}" target="{head}" id="0">{data}</edge>'


NODES = node("10", 0, 0) + node("20", 400, 0) + node("30", 400, 300)


def saved(tmp_path, *edges, head=HEAD, nodes=NODES):
    path = tmp_path / "town.graphml"
    path.write_text(head + nodes + "".join(edges) + TAIL, encoding="utf-8")
    return path


def both_ways(tail, head, line=(), **tags):
    return edge(tail, head, line=line, **tags) + edge(head, tail, line=line[::-1], **tags)


def metres(travel, origin, destination):
    return int(travel.matrix([at(*origin), at(*destination)], "drive").metres[0, 1])


def test_a_two_way_street_is_one_segment_used_in_both_directions(tmp_path):
    travel = open_town(saved(tmp_path, both_ways("10", "20"), both_ways("20", "30")))
    assert travel.network.graphs["drive"].segments == 2
    assert metres(travel, (100, 0), (400, 300)) == metres(travel, (400, 300), (100, 0)) == 600


def test_a_one_way_edge_is_driven_in_its_direction_only(tmp_path):
    edges = [edge("10", "20", oneway="True"), both_ways("20", "30"), both_ways("30", "10")]
    travel = open_town(saved(tmp_path, *edges))
    assert metres(travel, (0, 0), (400, 0)) == 400
    assert metres(travel, (400, 0), (0, 0)) == 800


def test_an_edge_follows_its_geometry(tmp_path):
    bend = [(0, 0), (200, 100), (400, 0)]
    travel = open_town(saved(tmp_path, both_ways("10", "20", line=bend)))
    (course,) = travel.courses([LegEnds(at(0, 0), at(400, 0))], "drive")
    assert MARKET.project(course.line)[:, 1].max() == pytest.approx(100, abs=0.1)


def test_of_several_values_the_first_counts_and_none_is_evaluated(tmp_path):
    tags = {"highway": "['residential', 'tertiary']", "maxspeed": "['36', '72']"}
    travel = open_town(saved(tmp_path, both_ways("10", "20", **tags)))
    assert travel.matrix([at(0, 0), at(400, 0)], "drive").seconds[0, 1] == 40


def test_parallel_edges_of_different_shape_are_both_kept(tmp_path):
    bend = [(0, 0), (200, 100), (400, 0)]
    edges = [both_ways("10", "20"), both_ways("10", "20", line=bend)]
    assert open_town(saved(tmp_path, *edges)).network.graphs["drive"].segments == 2


ENTITY = '<!DOCTYPE graphml [<!ENTITY a "boom">]>'

REFUSED = {
    "entities": (HEAD.replace("<graphml", f"{ENTITY}<graphml"), NODES, "entities"),
    "a document type": (
        HEAD.replace("<graphml", f"<!-- <graphml {' ' * 5000} --><!DOCTYPE graphml><graphml"),
        NODES,
        "document types",
    ),
    "projected coordinates": (HEAD.replace("epsg:4326", "epsg:32635"), NODES, "epsg:4326"),
    "nodes without coordinates": (HEAD, '<node id="10"/>', "damaged or not from OSMnx"),
    "a node off the earth": (HEAD, NODES.replace("60.", "160."), "beyond 90 degrees"),
    "a node at no number": (HEAD, re.sub(r">60\.\d+", ">nan", NODES), "beyond 90 degrees"),
    "coordinates that are no numbers": (HEAD, NODES.replace("60.", "x"), "damaged"),
    "an edge to nowhere": (HEAD, NODES.replace('"10"', '"11"'), "damaged"),
    "an element left open": (HEAD, f"{NODES}<node>", "damaged"),
    "another namespace": (HEAD.replace("graphdrawing", "elsewhere"), NODES, "no street"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_graph_of_streets_is_refused_with_the_reason(tmp_path, what):
    head, nodes, reason = REFUSED[what]
    path = saved(tmp_path, both_ways("10", "20"), head=head, nodes=nodes)
    with pytest.raises(TravelDataError, match=reason) as refused:
        open_town(path)
    assert str(refused.value).startswith("town.graphml: ")


def test_a_broken_geometry_is_refused(tmp_path):
    path = saved(tmp_path, both_ways("10", "20", line=[(0, 0), (400, 0)]))
    path.write_text(path.read_text("utf-8").replace("LINESTRING", "LINE"), "utf-8")
    with pytest.raises(TravelDataError, match="damaged"):
        open_town(path)
