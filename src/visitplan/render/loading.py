"""Loading what draws the pages beside the search, while this process has nothing to do but wait."""

import importlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import ModuleType
from typing import TypeVar

PAGES = "visitplan.render.files"
"""Folium, Pandas and iCalendar are behind it: half a second."""

News = TypeVar("News")


@contextmanager
def pages_loading(watch: Callable[[News], None]) -> Iterator[Callable[[News], None]]:
    """Lend a watch that passes on what it hears, and loads the pages at the first news of a plan.

    Not earlier: until there is a first plan, loading would hold it up. Whoever draws pages
    imports them as ever and waits where they are not ready; a failure is told there.
    """
    loads: list[Future[ModuleType]] = []
    with ThreadPoolExecutor(max_workers=1) as hand:

        def watching(news: News) -> None:
            if not loads:
                loads.append(hand.submit(importlib.import_module, PAGES))
            watch(news)

        yield watching
