"""A dispatcher's morning in a real browser: from the files of a day to the agents' links."""

import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from planned_day import a_planned_day
from playwright.sync_api import expect
from test_web_browser import look
from web_house import Clock, WatchedBrowser

from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.workbench import Workbench, work
from visitplan.cli.surroundings import cache_folder
from visitplan.intake.template import write_template
from visitplan.storage.database import Database

pytestmark = pytest.mark.browser
Browsing = Callable[..., WatchedBrowser]


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """The files of a day, planned as the crow flies."""
    folder = tmp_path / "handed-over"
    write_template(folder, today=clock().date())
    settings = folder / "day.toml"
    beeline = '[streets]\nengine = "beeline"'
    text = settings.read_text(encoding="utf-8").replace("[streets]", beeline, 1)
    settings.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def working(database: Database, clock: Clock) -> Iterator[None]:
    """Let a worker plan until the test is over."""
    stopping = threading.Event()
    bench = Workbench(database, "worker", cache_folder(), clock, lambda: uuid.uuid4().hex)
    worker = threading.Thread(target=work, args=(bench, stopping, plan_once))
    worker.start()
    yield
    stopping.set()
    worker.join(30)


def press(page: Any, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).click()


@pytest.mark.usefixtures("working")
def test_a_day_is_imported_mended_planned_published_and_handed_out(
    browsing: Browsing, folder: Path, tmp_path: Path
) -> None:
    anna = browsing("dispatcher")
    page = anna.open("/")
    assert page.url.endswith("/days")
    page.get_by_label("Files of the day").set_input_files(sorted(folder.iterdir()))
    press(page, "Import")
    page.get_by_text("Imported. Everything could be read.").wait_for()

    page.get_by_role("link", name="Cases", exact=True).click()
    page.get_by_label("Show only rows with").fill("C002")
    expect(page.locator("#rows tbody tr:visible")).to_have_count(1)
    press(page, "Change row 2", role="link")
    page.get_by_label("service").fill("25")
    press(page, "Save")
    page.get_by_text("Saved. The day can still be planned.").wait_for()
    press(page, "Back to the day", role="link")

    page.get_by_label("Seconds to search").fill("300")
    press(page, "Plan the day")
    page.locator("[data-show=cost]", has_text="€").wait_for(timeout=60_000)
    closed = page.url
    page.goto("about:blank")  # whoever closes the page finds the planning again
    page.goto(closed)
    page.locator("[data-show=cost]", has_text="€").wait_for()
    press(page, "Enough: take the best plan found so far")
    page.get_by_text("Next: look at version 1 and decide").wait_for(timeout=60_000)
    expect(page.get_by_text("The search was ended early")).to_be_visible()

    press(page, "Look at it, accept or put aside", role="link")
    page.get_by_label("Reason").fill("the day as usual")
    press(page, "Accept and publish")
    page.get_by_text("Version 1 is published.").wait_for()
    assert page.locator("input.once").first.input_value().startswith(f"{anna.url}/a#t=")
    assert page.locator(".ticket svg").count() == page.locator(".ticket").count() > 0
    press(page, "Back to the plan", role="link")
    press(page, "Back to the day", role="link")
    expect(page.get_by_text("Version 1 is published")).to_be_visible()
    page.screenshot(path=tmp_path / "published.png", full_page=True)
    assert anna.complaints == anna.foreign == []


@pytest.mark.parametrize(
    ("size", "look_of"),
    [
        ((1366, 768), {"color_scheme": "light"}),
        ((390, 844), {"color_scheme": "dark", "locale": "zh-CN"}),
    ],
)
def test_every_page_of_days_and_plans_fits_and_can_be_used_by_everybody(
    browsing: Browsing,
    database: Database,
    clock: Clock,
    tmp_path: Path,
    size: tuple[int, int],
    look_of: dict[str, str],
) -> None:
    plan = a_planned_day(database, tmp_path / "day", clock())
    day, anna = "/days/day-1", browsing("dispatcher", *size, **look_of)
    paths = (
        "/days", day, f"{day}/gate", f"{day}/tables/cases", f"{day}/tables/agents",
        f"{day}/tables/events", f"{day}/tables/cases/row", f"{day}/settings/day.toml",
        f"/plans/{plan}",
    )  # fmt: skip
    for number, path in enumerate(paths):
        look(anna, path, tmp_path / f"{number}.png")
        assert anna.page.evaluate("window.PWN") is None
    anna.page.locator("[name=reason]").fill("the day as usual")
    anna.page.locator("form[action$=publication] button").click()
    anna.page.locator(".ticket").first.wait_for()
    anna.page.wait_for_load_state("load")
    assert anna.overflow() <= 0
    assert anna.small_targets() == []
    look(anna, f"/plans/{plan}", tmp_path / "published.png")
    assert anna.complaints == anna.foreign == []
