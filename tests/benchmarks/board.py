"""How soon the board of a plan can be worked at, and how soon a drag is answered.

python tests/benchmarks/board.py [--visits 375] [--drags 20] [--seconds 5]
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "integration" / "web"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from busy_day import write_busy_day
from playwright.sync_api import Page, sync_playwright
from web_house import Clock, Served, a_database, a_house, serving, signed_in

from conftest import ARGUMENTS, found_chromium
from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.app.plan import plan
from visitplan.app.surroundings import Surroundings
from visitplan.domain.move import Move
from visitplan.storage import plans
from visitplan.storage.database import Database, open_database
from visitplan.storage.plans import NewPlan
from visitplan.web.board.drawn import drawn_edit
from visitplan.web.browser_sessions import cookie_name

MORNING = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--visits", type=int, default=375)
    asked.add_argument("--drags", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=5)
    args = asked.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        the_board(Path(folder), args) as (served, plan_id),
    ):
        answers(served, plan_id, args.drags)
        with a_page(served) as page:
            opening(page, f"{served.url}/plans/{plan_id}/board")


@contextmanager
def the_board(folder: Path, args: argparse.Namespace) -> Iterator[tuple[Served, str]]:
    """Serve a planned day of so many visits, prepared for the board."""
    (folder / "day").mkdir()
    write_busy_day(folder / "day", args.visits, seconds=args.seconds)
    open_database(folder / "empty.db").close()
    with a_database(folder / "empty.db", folder) as database:
        plan_id = planned(database, folder)
        clock = Clock()
        clock.now = MORNING
        with serving(a_house(database, clock)) as served:
            timed("prepared", lambda: served.house.benches.bench(plan_id))
            yield served, plan_id


def planned(database: Database, folder: Path) -> str:
    """Plan the day as the command line does, and keep the plan as its draft."""
    made = plan(folder / "day", Surroundings(folder / "cache"), out=folder / "out")
    document = (made.folder / "plan.json").read_text(encoding="utf-8")
    visits = sum(len(route.stops) for route in made.plan.routes)
    print(f"{len(made.plan.routes)} routes, {visits} visits, {len(made.plan.unassigned)} left out")
    with database.write() as connection:
        day = import_day(connection, folder / "day", Importing("north", "day", "me", MORNING))
        new = NewPlan("plan", day.id, None, day.version, document, {})
        return plans.add(connection, new, at=MORNING, by="me").id


def answers(served: Served, plan_id: str, drags: int) -> None:
    """Print how long the house takes to answer drags, and to list places, without the network."""
    bench = served.house.benches.bench(plan_id)
    assert bench is not None
    routes = bench.plan.routes
    moves = [
        Move(case_id=route.stops[0].case_id, shift_id=routes[number - 1].shift_id, position=1)
        for number, route in enumerate(routes)
    ]
    each = [moves[number % len(moves)] for number in range(drags)]
    timed("a drag", *(lambda m=m: drawn_edit(bench, bench.workbench.edited([m])) for m in each))
    timed("places", *(lambda m=m: bench.workbench.places(m.case_id) for m in each[:5]))


@contextmanager
def a_page(served: Served) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_chromium(), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        _, token = signed_in(served.house, "dispatcher")
        cookie: Any = {"name": cookie_name(served.house.settings), "value": token}
        context.add_cookies([cookie | {"url": served.url, "sameSite": "Strict"}])
        yield context.new_page()
        browser.close()


def opening(page: Page, url: str) -> None:
    """Print how long the browser takes until stops can be dragged, and until the map is there."""
    for _ in range(3):
        page.goto(url)
        page.locator(".dot.stop").first.wait_for()
        page.locator("body[data-ready]").wait_for()
        marks = page.evaluate(
            "[performance.getEntriesByName('board').at(-1).startTime,"
            " performance.getEntriesByName('map').at(-1).startTime]"
        )
        print("opened: interactive after {:.0f} ms, map after {:.0f} ms".format(*marks))
    drag(page)


WATCH = """() => {
  const told = document.getElementById("change");
  let began;
  addEventListener("pointerup", () => { began = performance.now(); }, true);
  window.took = [];
  const seen = () => requestAnimationFrame(() => {
    if (began && !told.hidden && !told.classList.contains("is-busy")) {
      window.took.push(performance.now() - began);
      began = null;
    }
  });
  new MutationObserver(seen).observe(told, { attributes: true, childList: true, subtree: true });
}"""


def drag(page: Page, times: int = 9) -> None:
    """Drag stops with the mouse; print how long it takes until the change is told.

    By the browser's clock, from the button's release to the frame that shows the change.
    """
    page.evaluate(WATCH)
    for number in range(times):
        stop = page.locator(".stay").nth(5 + number).bounding_box()
        row = page.locator(".row svg").nth(2 + number % 4).bounding_box()
        assert stop
        assert row
        page.mouse.move(stop["x"] + 4, stop["y"] + 8)
        page.mouse.down()
        page.mouse.move(stop["x"] + 60, row["y"] + 20, steps=4)
        page.mouse.up()
        page.wait_for_function("number => window.took.length > number", arg=number)
    took = page.evaluate("window.took")
    print(
        f"dragged {times} times, each after those before: the change is told after"
        f" {statistics.median(took):.0f} ms (most {max(took):.0f}, first {took[0]:.0f})"
    )


def timed(name: str, *acts: Callable[[], object]) -> None:
    """Print the median and the most milliseconds of some acts, by the processor and the clock."""
    cpu, wall = [], []
    for act in acts:
        began, spent = time.perf_counter(), time.process_time()
        act()
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    processor = f"{statistics.median(cpu):.0f} (most {max(cpu):.0f}) ms of the processor"
    print(f"{name}: {processor}, {statistics.median(wall):.0f} ms by the clock")


if __name__ == "__main__":
    main()
