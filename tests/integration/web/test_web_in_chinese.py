"""No page that is read in Chinese says anything in English but what people wrote and laws say."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from planned_day import EVIL, a_planned_day
from web_house import Asker, Clock

from visitplan.storage.database import Database

SKIPPED = frozenset({"script", "style", "code", "pre", "textarea", "bdi"})
EMPTY = frozenset({"input", "br", "meta", "link", "img", "hr", "source", "col"})
ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,}")
TAKEN_OVER = re.compile(rf"Agent \d+|Customer \d+|{re.escape(EVIL)}")
"""Names of the day at hand."""

PAGES = (
    "/days", "/days/day-1", "/days/day-1/gate", "/days/day-1/tables/cases/row",
    "/days/day-1/tables/pinned", "/days/day-1/settings/day.toml", "/board", "/account",
    "/plans/{plan}", "/plans/{plan}/board",
)  # fmt: skip
OF_ADMINS = ("/people", "/trail", "/house", "/keys", "/account")


class Sentences(HTMLParser):
    """Collects what a page says, and what it says to those who listen."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._within: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in EMPTY:
            quoted = told.get("lang") == "en" and tag != "html"
            skipped = tag in SKIPPED or quoted
            self._within.append(self._within[-1] or skipped)
        self.said += [told[name] or "" for name in ("aria-label", "title") if told.get(name)]

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY and len(self._within) > 1:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within[-1]:
            self.said.append(data)


def english_in(html: str) -> list[str]:
    page = Sentences()
    page.feed(html)
    return [text.strip() for text in page.said if ENGLISH.search(TAKEN_OVER.sub("", text))]


@pytest.fixture
def plan(database: Database, clock: Clock, tmp_path: Path) -> str:
    return a_planned_day(database, tmp_path / "day", clock())


def told(asker: Asker, path: str) -> str:
    answer = asker.get(path, headers={"accept-language": "zh-CN"}, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.text


def test_a_page_in_english_would_be_noticed(asker: Callable[..., Asker], plan: str) -> None:
    page = asker("dispatcher").get(f"/plans/{plan}", headers={"accept-language": "en"})
    assert len(english_in(page.text)) > 10


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_dispatchers_says_anything_in_english(
    asker: Callable[..., Asker], plan: str, path: str
) -> None:
    assert english_in(told(asker("dispatcher"), path.format(plan=plan))) == []


@pytest.mark.parametrize("path", OF_ADMINS)
def test_no_page_of_administrators_says_anything_in_english(
    asker: Callable[..., Asker], path: str
) -> None:
    assert english_in(told(asker("admin"), path)) == []


def test_the_board_draws_reasons_in_chinese(asker: Callable[..., Asker], plan: str) -> None:
    page = asker("dispatcher").get(
        f"/plans/{plan}/board/data", headers={"accept-language": "zh-CN"}
    )
    drawn = page.json()
    reasons = [each["reason"] for each in drawn["unassigned"]]
    reasons += [why["reason"] for each in drawn["ineligible"] for why in each["refusals"]]
    assert reasons
    assert [text for text in (*reasons, drawn["travel"]) if ENGLISH.search(text)] == []


def test_the_sheets_to_print_speak_the_language_of_whoever_takes_them(
    asker: Callable[..., Asker], plan: str
) -> None:
    dispatcher, path = asker("dispatcher"), f"/plans/{plan}/files/itineraries.html"
    chinese = told(dispatcher, path)
    assert '<html lang="zh"' in chinese
    assert english_in(chinese) == []
    english = dispatcher.get(path, headers={"accept-language": "en"}).text
    assert "At the door" in english
    assert "在门前" not in english
