"""What tests share: Ctrl-C that is heard, Chromium as it is found, a page that watches itself."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_configure() -> None:
    """Hear Ctrl-C, here and in what is started: shells let their background commands ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def found_chromium() -> str | None:
    """Return the browser to use; None means the one that Playwright installed itself."""
    on_path = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next(filter(None, on_path), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = found_chromium()
    chosen = {"executable_path": executable} if executable else {}
    return {**browser_type_launch_args, **chosen, "args": ARGUMENTS}


class WatchedPage:
    """A browser page opened from a file, which notes every request and every complaint."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page, self._folder = page, folder
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text))
        page.on("dialog", lambda dialog: (self.complaints.append("dialog"), dialog.dismiss()))
        page.route("**/*", self._serve)

    def open(self, html: str, name: str = "page.html") -> Any:
        """Write the page to a file, open it, and return Playwright's page."""
        file = self._folder / name
        file.write_text(html, encoding="utf-8")
        self.page.goto(file.as_uri(), wait_until="load")
        return self.page

    def _serve(self, route: Any) -> None:
        if route.request.url.startswith("file://"):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., WatchedPage]]:
    """Return a function that gives a watched page of a width, a height and a colour scheme."""
    contexts = []

    def a_page(width: int, height: int, **settings: Any) -> WatchedPage:
        settings = {"locale": "en-GB", "timezone_id": "Asia/Shanghai", **settings}
        contexts.append(
            browser.new_context(viewport={"width": width, "height": height}, **settings)
        )
        contexts[-1].set_default_timeout(10_000)
        return WatchedPage(contexts[-1].new_page(), tmp_path)

    yield a_page
    for context in contexts:
        context.close()
