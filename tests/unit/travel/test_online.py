"""Streets from the net, asked of local stand-ins for Nominatim and Overpass."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import osmnx
import pytest
from towns import at, open_town

from visitplan.domain.day import TravelSettings
from visitplan.errors import TravelDataError
from visitplan.travel.extract_file import Origin
from visitplan.travel.opening import open_travel
from visitplan.travel.opening_streets import keep_streets, kept_networks

PLACES = {1: (0, 0), 2: (400, 0), 3: (400, 300), 4: (0, 300), 5: (200, 0), 6: (-100, 150)}
WAYS = {
    11: ([1, 5, 2], {"highway": "residential", "maxspeed": "36", "name": "Sample Street"}),
    12: ([2, 3], {"highway": "residential", "maxspeed": "36", "oneway": "yes"}),
    13: ([4, 3], {"highway": "residential", "maxspeed": "36", "oneway": "-1"}),
    14: ([4, 1], {"highway": "service", "access": "private", "foot": "yes"}),
    15: ([4, 1], {"highway": "residential", "maxspeed": "36"}),
    16: ([1, 6, 4], {"highway": "living_street", "maxspeed": "36"}),
}


def a_node(number, place, tags):
    point = at(*place)
    return {"type": "node", "id": number, "lat": point.lat, "lon": point.lon, "tags": tags}


BARRIERS = {6: {"barrier": "bollard"}}
STREETS = [a_node(number, place, BARRIERS.get(number, {})) for number, place in PLACES.items()] + [
    {"type": "way", "id": number, "nodes": nodes, "tags": tags}
    for number, (nodes, tags) in WAYS.items()
]
HOUSE = {"addr:street": "Sample Street", "addr:housenumber": "7", "addr:city": "Sampleton"}


def outline():
    low, high = at(-500, -500), at(900, 900)
    corners = [(low, low), (low, high), (high, high), (high, low), (low, low)]
    return [[a.lon, b.lat] for a, b in corners]


class StandIn(BaseHTTPRequestHandler):
    """Answers as both services do; what was asked is kept by the server."""

    def do_GET(self):
        self.server.asked.append(self.path)
        found = {
            "place_id": 1,
            "importance": 1,
            "lat": "60.17",
            "lon": "24.94",
            "display_name": "Sampleton",
            "boundingbox": ["60", "61", "24", "25"],
            "geojson": {"type": "Polygon", "coordinates": [outline()]},
        }
        self.answer([found] if "Sampleton" in self.path else [])

    def do_POST(self):
        question = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(question)
        if self.server.refusals:
            self.server.refusals -= 1
            self.answer("busy", status=429)
            return
        self.server.pause.wait(self.server.pause_seconds)
        self.answer({"elements": self.found(question)} | self.server.remark)

    def found(self, question):
        if "restriction" in question:
            return self.server.restrictions
        if "housenumber" in question:
            return [a_node(99, (100, 10), HOUSE)] if self.server.with_houses else []
        return STREETS

    def answer(self, content, status=200):
        body = self.server.instead or json.dumps(content).encode()
        self.send_response(400 if self.server.instead else status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def net(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    server.asked, server.instead, server.with_houses = [], None, True
    server.remark, server.restrictions = {}, []
    server.refusals, server.pause, server.pause_seconds = 0, threading.Event(), 0
    url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(osmnx.settings, "nominatim_url", url)
    monkeypatch.setattr(osmnx.settings, "overpass_url", f"{url}/api")
    monkeypatch.setattr(osmnx.settings, "overpass_rate_limit", False)
    monkeypatch.setattr(osmnx.settings, "use_cache", False)  # or it writes where the tests run
    monkeypatch.setattr("osmnx._nominatim.time.sleep", lambda _: None)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.pause.set()
    server.shutdown()
    thread.join()
    server.server_close()


def wkt():
    return f"POLYGON (({', '.join(f'{lon} {lat}' for lon, lat in outline())}))"


def opened(folder, streets):
    return open_travel(
        TravelSettings(streets=streets, calibration=1.0),
        folder=folder,
        cache=folder / "cache",
        notify=lambda _: None,
    )


def metres(travel, origin, destination, mode="drive"):
    return int(travel.matrix([at(*origin), at(*destination)], mode).metres[0, 1])


def test_a_place_by_name_becomes_streets_with_their_directions(net, tmp_path):
    travel = opened(tmp_path, "place:Sampleton")
    assert travel.description == "streets of Sampleton (OpenStreetMap), free flow × 1"
    assert metres(travel, (100, 0), (400, 100)) == 400
    assert metres(travel, (400, 100), (100, 0)) == 1000
    assert metres(travel, (400, 100), (100, 0), "walk") == 400
    assert [address.number for address in travel.network.addresses] == ["7"]


def a_restriction(tags, from_way, via, to_way):
    members = [("from", "way", from_way), ("via", "node", via), ("to", "way", to_way)]
    return {
        "type": "relation",
        "id": from_way,
        "members": [{"role": role, "type": kind, "ref": ref} for role, kind, ref in members],
        "tags": {"type": "restriction"} | tags,
    }


def test_forbidden_turns_are_asked_for_and_obeyed(net, tmp_path):
    """From either street to the corner nobody may turn into Sample Street but on foot."""
    free = opened(tmp_path, "place:Sampleton")
    assert metres(free, (100, 0), (400, 100)) == 400
    rule = {"restriction": "no_left_turn"}
    net.restrictions = [a_restriction(rule, street, 1, 11) for street in (14, 15)]
    travel = opened(tmp_path / "again", "place:Sampleton")
    assert metres(travel, (0, 100), (100, 0)) != metres(free, (0, 100), (100, 0)) == 200
    assert metres(travel, (0, 100), (100, 0), "walk") == 200


def test_turns_forbidden_at_some_hours_are_counted(net, tmp_path):
    rule = {"restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-09:00)"}
    net.restrictions = [a_restriction(rule, 15, 1, 11)]
    origin = Origin(source="place:Sampleton", label="Sampleton")
    report = keep_streets("town", origin, cache=tmp_path, notify=lambda _: None)
    assert (report.turn_restrictions, report.hourly_turns) == (0, 1)


def test_cars_go_around_a_bollard(net, tmp_path):
    travel = opened(tmp_path, "place:Sampleton")
    assert metres(travel, (-50, 75), (-50, 225)) == 480
    assert metres(travel, (-50, 75), (-50, 225), "walk") == 180


def test_the_same_question_goes_out_once(net, tmp_path):
    opened(tmp_path, "place:Sampleton")
    asked = len(net.asked)
    opened(tmp_path, "place:Sampleton")
    assert len(net.asked) == asked > 0


@pytest.mark.parametrize("form", ["wkt", "geojson"])
def test_a_polygon_asks_overpass_only(net, tmp_path, form):
    area = {"type": "Polygon", "coordinates": [outline()]}
    (tmp_path / "area.geojson").write_text(json.dumps(area), encoding="utf-8")
    streets = f"polygon:{wkt()}" if form == "wkt" else "polygon:area.geojson"
    travel = opened(tmp_path, streets)
    assert metres(travel, (0, 0), (400, 0)) == 400
    assert not any(question.startswith("/search") for question in net.asked)


def test_a_town_without_house_numbers_still_has_streets(net, tmp_path):
    net.with_houses = False
    travel = opened(tmp_path, f"polygon:{wkt()}")
    assert travel.network.addresses == ()


def test_settings_of_osmnx_are_left_as_they_were(net, tmp_path):
    before = {name: value for name, value in vars(osmnx.settings).items() if name[0] != "_"}
    opened(tmp_path, f"polygon:{wkt()}")
    assert {name: vars(osmnx.settings)[name] for name in before} == before


@pytest.mark.parametrize(
    ("streets", "reason"),
    [
        ("place:Atlantis", "streets of Atlantis cannot be had from the net"),
        ("polygon:nonsense", "cannot be read"),
        ("polygon:nowhere.geojson", "cannot be read"),
        ("polygon:POINT (24 60)", "no area"),
        ("polygon:POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "crosses itself"),
    ],
)
def test_a_question_without_an_answer_is_an_error_with_a_remedy(net, tmp_path, streets, reason):
    with pytest.raises(TravelDataError, match=reason):
        opened(tmp_path, streets)


@pytest.mark.parametrize("answer", [b"<html>too many requests</html>", b'{"remark": "no"}', b"["])
def test_an_answer_that_is_none_is_an_error(net, tmp_path, answer):
    net.instead = answer
    with pytest.raises(TravelDataError, match="cannot be had from the net"):
        opened(tmp_path, f"polygon:{wkt()}")


def test_a_net_that_does_not_answer_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setattr(osmnx.settings, "overpass_url", "http://127.0.0.1:9/api")
    monkeypatch.setattr(osmnx.settings, "overpass_rate_limit", False)
    with pytest.raises(TravelDataError, match="ConnectionError"):
        opened(tmp_path, f"polygon:{wkt()}")


def test_a_graph_that_osmnx_saved_has_the_streets_of_its_source(net, tmp_path):
    online = opened(tmp_path, f"polygon:{wkt()}")
    graph = osmnx.graph_from_polygon(
        osmnx.utils_geo.bbox_to_poly((24.9, 60.1, 25.0, 60.2)), network_type="drive"
    )
    osmnx.save_graphml(graph, tmp_path / "town.graphml")
    again = open_town(tmp_path / "town.graphml")
    for ends in (((100, 0), (400, 100)), ((400, 100), (100, 0))):
        assert metres(again, *ends) == metres(online, *ends)


def test_a_busy_server_is_asked_again(net, tmp_path):
    net.refusals = 2
    travel = opened(tmp_path, f"polygon:{wkt()}")
    assert metres(travel, (0, 0), (400, 0)) == 400


def test_a_server_that_stays_busy_is_given_up(net, tmp_path):
    net.refusals = 99
    with pytest.raises(TravelDataError, match="the server is busy, or refuses"):
        opened(tmp_path, f"polygon:{wkt()}")
    assert len(net.asked) == 3
    assert osmnx._overpass.time is time
    assert not (tmp_path / "cache").exists()


def test_a_server_that_never_answers_is_given_up(net, tmp_path, monkeypatch):
    net.pause_seconds = 60
    monkeypatch.setattr("visitplan.travel.online.ANSWER_SECONDS", 0.2)
    with pytest.raises(TravelDataError, match="cannot be had from the net"):
        opened(tmp_path, f"polygon:{wkt()}")


def kept(folder, **origin):
    told = {"source": f"polygon:{wkt()}", "label": "Sampleton", "overpass": None} | origin
    return keep_streets("sampleton", Origin(**told), cache=folder, notify=lambda _: None)


def test_streets_are_kept_from_a_server_of_ones_own(net, tmp_path, monkeypatch):
    own = f"{osmnx.settings.overpass_url}/interpreter"
    monkeypatch.setattr(osmnx.settings, "overpass_url", "http://127.0.0.1:9/api")
    report = kept(tmp_path, overpass=own)
    assert report.label == "sampleton"
    assert [each.road_class for each in report.classes] == [
        "residential",
        "living_street",
        "service",
    ]
    assert osmnx.settings.overpass_url == "http://127.0.0.1:9/api"


@pytest.mark.parametrize("overpass", ["ftp://somewhere", "file:///etc/passwd", "somewhere"])
def test_only_web_servers_are_asked(tmp_path, overpass):
    with pytest.raises(TravelDataError, match="begins with https://"):
        kept(tmp_path, overpass=overpass)


def test_streets_that_cannot_be_had_again_stay_as_they_were(net, tmp_path):
    kept(tmp_path)
    before = kept_networks(tmp_path).content("sampleton")
    net.instead = b"<html>too many requests</html>"
    with pytest.raises(TravelDataError, match="cannot be had from the net"):
        kept(tmp_path)
    assert kept_networks(tmp_path).content("sampleton") == before


def test_half_an_answer_is_none(net, tmp_path):
    net.remark = {"remark": 'runtime error: Query timed out in "query" at line 3'}
    with pytest.raises(TravelDataError, match="half an answer: runtime error: Query timed out"):
        opened(tmp_path, f"polygon:{wkt()}")
