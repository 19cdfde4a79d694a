"""Make the pictures of README: plan the example, open its pages, and look at them.

Run it in the environment that ``bash tests/run.sh`` sets up: ``python examples/make_sample.py``.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import platformdirs
from playwright.sync_api import sync_playwright

import visitplan

EXAMPLES = Path(__file__).parent
SAMPLE = EXAMPLES.parent / "maps" / "sample"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP, PHONE = (1366, 768), (390, 844)


def main() -> None:
    """Write ``overview.png``, ``agent.png`` and ``door.png`` into maps/sample."""
    SAMPLE.mkdir(exist_ok=True)
    surroundings = visitplan.Surroundings(platformdirs.user_cache_path("visitplan"))
    with tempfile.TemporaryDirectory() as out:
        planned = visitplan.plan(EXAMPLES / "helsinki", surroundings, out=Path(out))
        busiest = max(planned.plan.routes, key=lambda route: len(route.stops))
        page = next(planned.folder.glob(f"agent-{busiest.agent_id}*.html"))
        photograph(planned.folder / "index.html", SAMPLE / "overview.png", DESKTOP)
        photograph(page, SAMPLE / "agent.png", PHONE)
        photograph(page, SAMPLE / "door.png", PHONE, opened="#at-the-door")


def photograph(page: Path, picture: Path, size: tuple[int, int], opened: str | None = None) -> None:
    """Open a page in headless Chromium and keep what it shows first, or once a fold is open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browser_found(), args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": size[0], "height": size[1]})
        view.goto(page.as_uri(), wait_until="load")
        view.wait_for_timeout(500)
        if opened:
            view.locator(f"{opened} > summary").click()
            view.locator(opened).evaluate("fold => fold.scrollIntoView()")
        view.screenshot(path=picture)
        browser.close()


def browser_found() -> dict[str, Any]:
    """Return the browser of this machine; nothing means Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return {"executable_path": found} if found else {}


if __name__ == "__main__":
    main()
