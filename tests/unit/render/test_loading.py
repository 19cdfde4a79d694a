"""What draws the pages is loaded beside the search."""

import sys

from visitplan.render.loading import PAGES, pages_loading


def test_news_are_passed_on_while_the_pages_load() -> None:
    heard: list[str] = []
    with pages_loading(heard.append) as watch:
        watch("a plan")
        watch("a better plan")

    assert heard == ["a plan", "a better plan"]
    assert PAGES in sys.modules
