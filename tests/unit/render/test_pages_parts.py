"""The parts that pages are made of."""

import json
import re
from datetime import timedelta
from hashlib import sha512
from importlib.resources import files
from itertools import combinations, pairwise

import polyline
import pytest
from hypothesis import given
from hypothesis import strategies as some

from builders import ZONE, at
from sample_plan import a_sample
from visitplan.domain.place import Point
from visitplan.domain.plan import TakenBreak
from visitplan.domain.travel import StreetLine
from visitplan.render import vectors
from visitplan.render.file_names import agent_file
from visitplan.render.palette import HUES, look
from visitplan.render.route_view import route_views
from visitplan.render.safe_text import island, plain
from visitplan.render.scenery import Scenery, street_box
from visitplan.render.stretches import stretches
from visitplan.render.timeline import timeline
from visitplan.render.vectors import encode_streets, encode_way
from visitplan.render.wording import Wording, hours, minutes, wording_of

ASSETS = files("visitplan.render") / "assets"
points = some.builds(Point, lat=some.floats(60.1, 60.2), lon=some.floats(24.9, 25.0))


def straight(*spots: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(Point(lat=lat, lon=lon) for lat, lon in spots)


# Vendored files


def test_vendored_files_are_those_that_were_published() -> None:
    for package in json.loads((ASSETS / "vendor/vendor.json").read_text(encoding="utf-8")):
        for name, facts in package["files"].items():
            content = (ASSETS / "vendor" / name).read_bytes()
            assert sha512(content).hexdigest() == facts["sha512"]


def test_every_vendored_file_is_listed_and_the_licence_lies_beside() -> None:
    listed = json.loads((ASSETS / "vendor/vendor.json").read_text(encoding="utf-8"))
    names = {name for package in listed for name in package["files"]}
    assert {file.name for file in (ASSETS / "vendor").iterdir()} == names | {"vendor.json"}
    assert "leaflet.LICENSE" in names


# Text


@given(some.text())
def test_an_island_never_ends_its_element_and_gives_back_what_it_holds(text: str) -> None:
    payload = str(island({"text": text}))
    assert not re.search(r"[<>&]", payload)
    assert json.loads(payload) == {"text": text}


def test_control_characters_are_shown_and_line_ends_are_blanks() -> None:
    assert plain("a\x00b\nc\x1b") == "a\ufffdb c\ufffd"


# Words


def test_a_clock_marks_the_day_after() -> None:
    words = Wording(at("09:00").date(), ZONE, "EUR")
    assert words.clock(at("23:50")) == "23:50"
    assert words.clock(at("23:50") + timedelta(minutes=20)) == "00:10 (+1)"


@pytest.mark.parametrize(("currency", "text"), [
    ("EUR", "€1,234.50"), ("JPY", "¥123,450"), ("KWD", "KWD123.450"),
])  # fmt: skip
def test_money_is_written_with_its_own_decimals(currency: str, text: str) -> None:
    assert Wording(at("09:00").date(), ZONE, currency).money(123_450) == text


def test_seconds_become_minutes_upwards_and_hours_to_the_nearest_minute() -> None:
    assert (minutes(60), minutes(61)) == ("1\N{NO-BREAK SPACE}min", "2\N{NO-BREAK SPACE}min")
    assert (hours(59 * 60), hours(7 * 3600 + 1770)) == ("59 min", "7 h 30 min")


# File names


def test_a_plain_id_is_the_file_name_and_others_never_collide() -> None:
    assert agent_file("A01") == "agent-A01.html"
    assert agent_file("A01/1") != agent_file("A01-1")
    assert agent_file("A01/1") != agent_file("A01:1")
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.html", agent_file("../<script>"))


# Looks


def test_thirty_agents_have_thirty_looks() -> None:
    assert len({look(position) for position in range(30)}) == 30


@pytest.mark.parametrize("hue", HUES)
def test_numbers_can_be_read_on_every_hue(hue: tuple[str, str]) -> None:
    assert contrast(hue[0], "#ffffff") >= 4.5
    assert contrast(hue[1], "#0d1215") >= 4.5


@pytest.mark.parametrize("blindness", ["protan", "deutan"])
def test_colour_blind_readers_tell_the_first_twelve_apart_by_hue_or_pattern(blindness: str) -> None:
    for one, other in combinations(range(12), 2):
        if look(one).dash == look(other).dash:
            for theme in (0, 1):
                seen = (as_seen(HUES[look(p).hue - 1][theme], blindness) for p in (one, other))
                assert distance(*seen) > 30


SEEN = {  # Viénot, Brettel, Mollon 1999, on linear light
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def contrast(one: str, other: str) -> float:
    light = sorted(
        sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True))
        for c in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)


def as_seen(colour: str, blindness: str) -> tuple[float, ...]:
    light = linear(colour)
    mixed = (sum(a * b for a, b in zip(row, light, strict=True)) for row in SEEN[blindness])
    return tuple(255 * max(part, 0) ** (1 / 2.2) for part in mixed)


def distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


# Ways and streets


@given(some.lists(points, min_size=1, max_size=30))
def test_a_way_keeps_its_ends(way: list[Point]) -> None:
    decoded = polyline.decode(encode_way(way))
    for point, (lat, lon) in ((way[0], decoded[0]), (way[-1], decoded[-1])):
        assert (point.lat, point.lon) == pytest.approx((lat, lon), abs=1e-5)


def test_points_along_a_straight_line_are_left_out() -> None:
    way = straight((60.1, 24.9), (60.15, 24.95), (60.2, 25.0))
    assert len(polyline.decode(encode_way(way))) == 2


def test_pieces_of_a_street_become_one_line_drawn_once() -> None:
    box = street_box(straight((60.1, 24.9)))
    assert box
    there, back = straight((60.1, 24.9), (60.101, 24.9)), straight((60.101, 24.9), (60.1, 24.9))
    onward = straight((60.101, 24.9), (60.101, 24.91))
    streets = [StreetLine("minor", line) for line in (there, back, onward)]
    assert len(encode_streets(streets, box)["minor"].split(" ")) == 1


def test_streets_outside_of_the_box_are_not_drawn() -> None:
    box = street_box(straight((60.1, 24.9)))
    assert box
    far = StreetLine("major", straight((61.0, 24.9), (61.1, 24.9)))
    assert encode_streets([far], box)["major"] == ""


def test_lesser_streets_give_way_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    box = street_box(straight((60.1, 24.9)))
    assert box
    great = StreetLine("major", straight((60.1, 24.9), (60.101, 24.9)))
    small = StreetLine("path", straight((60.1, 24.9), (60.1, 24.901)))
    assert encode_streets([small, great], box).keys() >= {"major", "path"}
    monkeypatch.setattr(vectors, "STREET_CHARACTERS", 20)
    drawn = encode_streets([small, great], box)
    assert drawn["major"]
    assert "path" not in drawn


def test_a_way_of_very_many_corners_is_drawn() -> None:
    zigzag = straight(*((60 + n % 2 / 2, 24 + n / 100_000) for n in range(100_000)))
    assert len(encode_way(zigzag)) > 400_000


# The timeline


def test_stretches_follow_each_other_and_add_up_to_the_route() -> None:
    plan, _, _ = a_sample()
    for route in plan.routes:
        spent = list(stretches(route))
        assert (spent[0].start, spent[-1].end) == (route.leaves, route.ends)
        assert all(one.end == other.start for one, other in pairwise(spent))
        waits = sum((s.end - s.start).total_seconds() for s in spent if s.kind == "waiting")
        assert waits == sum(stop.waiting_seconds for stop in route.stops)


def test_a_break_in_the_middle_of_a_way_interrupts_it() -> None:
    plan, _, _ = a_sample()
    route = plan.routes[0]
    first = route.stops[0]
    rest = TakenBreak(
        start=route.leaves + timedelta(seconds=60),
        end=route.leaves + timedelta(seconds=120),
        paid=True,
    )
    route = route.model_copy(update={"breaks": (rest,)})
    kinds = [stretch.kind for stretch in stretches(route)]
    assert kinds[:4] == ["travel", "break", "travel", "service"]
    assert first.travel_seconds > 60


def test_the_chart_has_a_row_for_each_shift_and_a_block_for_each_stay() -> None:
    plan, day, _ = a_sample()
    chart = timeline(day, route_views(plan, day), wording_of(plan))
    stays = [[block for block in row.blocks if block.key] for row in chart.rows]
    assert [len(row) for row in stays] == [8, 9, 7, 8, 0]
    assert stays[1][2].says == "Stop 3, C011, 10:09–10:24"
    assert (chart.ticks[0].text, chart.ticks[-1].text) == ("09:00", "17:00")


def test_every_block_lies_inside_the_chart() -> None:
    plan, day, _ = a_sample()
    chart = timeline(day, route_views(plan, day), wording_of(plan))
    for row in chart.rows:
        for block in (row.on_duty, *row.blocks):
            assert block.left >= 0
            assert block.left + block.width <= 100.01


def test_scenery_can_do_without_a_credit() -> None:
    assert Scenery({}, (), "as the crow flies × 1.4").attribution is None
