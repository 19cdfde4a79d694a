"""What the agent's page weighs, and how soon it can be used over a throttled 3G network.

Chromium, 390 × 844, nothing kept from before; 1.6 Mbit/s down, 750 kbit/s up, 150 ms to the server
and back. The page can be used when the next stop and its buttons stand there, and when its scripts
have taken over.

``python tests/benchmarks/phone_on_3g.py [--visits 15]``
"""

import argparse
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.served_phones import came_in, prepare, serving

CHROMIUM = "/usr/bin/chromium"
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
TIMES = 5


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--visits", type=int, default=15)
    args = asked.parse_args()
    with TemporaryDirectory() as scratch, sync_playwright() as playwright:
        file = Path(scratch) / "house" / "visitplan.db"
        file.parent.mkdir()
        (way,) = prepare(str(file), Path(scratch) / "day", phones=1, visits=args.visits)
        with serving(str(file)) as server:
            cookies, _ = came_in(server.url, way)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            looks = [look(browser, server.url, cookies) for _ in range(TIMES)]
            browser.close()
    painted, ready, weights = zip(*looks, strict=True)
    print(f"{args.visits} stops: {max(weights) / 1000:.0f} kB over the wire; the next stop stands "
          f"there after {statistics.median(painted):.0f} ms, scripts have taken over after "
          f"{statistics.median(ready):.0f} ms (median of {TIMES})")  # fmt: skip


def look(browser: Any, url: str, cookies: dict[str, str]) -> tuple[float, float, float]:
    """Open the page as for the first time; return two times in milliseconds, and its bytes."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    context.add_cookies([{"name": n, "value": v, "url": url} for n, v in cookies.items()])
    page, weight = context.new_page(), 0.0
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", NETWORK)

    def weigh(told: dict[str, Any]) -> None:
        nonlocal weight
        weight += told["encodedDataLength"]

    network.on("Network.loadingFinished", weigh)
    page.goto(f"{url}/a/route", wait_until="load")
    page.wait_for_selector("[data-ready]")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    context.close()
    return painted, ready, weight


if __name__ == "__main__":
    main()
