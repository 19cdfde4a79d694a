"""Times, money and names as pages write them; hostile text stays text."""

import json
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from builders import ZONE, at
from visitplan.render.file_names import agent_file
from visitplan.render.safe_text import island, plain
from visitplan.render.wording import Wording, hours, minutes


@given(some.text())
def test_an_island_never_ends_its_element_and_gives_back_what_it_holds(text: str) -> None:
    payload = str(island({"text": text}))
    assert not re.search(r"[<>&]", payload)
    assert json.loads(payload) == {"text": text}


def test_control_characters_are_shown_and_line_ends_are_blanks() -> None:
    assert plain("a\x00b\nc\x1b") == "a\ufffdb c\ufffd"


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


def test_a_plain_id_is_the_file_name_and_others_never_collide() -> None:
    assert agent_file("A01") == "agent-A01.html"
    assert agent_file("A01/1") == "agent-A01-1.html"
    assert agent_file("A01/1") != agent_file("A01-1")
    assert agent_file("A01/1") != agent_file("A01:1")
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.html", agent_file("../<script>"))
