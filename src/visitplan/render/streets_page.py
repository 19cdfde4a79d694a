"""The page of a street network: its map beside what it is made of."""

from collections.abc import Iterable

from visitplan.domain.course import line_through
from visitplan.domain.place import Point
from visitplan.domain.street_report import StreetReport
from visitplan.domain.travel import Bounds, StreetLine
from visitplan.render.maps import draw_streets
from visitplan.render.page import compose
from visitplan.render.vectors import DrawnStreets
from visitplan.render.wording import kilometres

MODE_WORDS = {"drive": "By car", "two_wheeler": "By two-wheeler", "walk": "On foot"}


def streets_page(report: StreetReport, lines: Iterable[StreetLine], bounds: Bounds) -> str:
    """Return the page; streets of the least classes are not drawn where there are too many."""
    context = {
        "report": report,
        "mode_words": MODE_WORDS,
        "kilometres": kilometres,
        "percent": percent,
    }
    corners = (
        Point(lat=bounds.south, lon=bounds.west),
        Point(lat=bounds.north, lon=bounds.east),
    )
    return compose(
        "streets.html.j2",
        context,
        styles=("page.css", "streets.css"),
        scripts=("map.js",),
        parts=draw_streets(DrawnStreets(lines), line_through(corners)),
    )


def percent(share: float) -> str:
    """Return a share as whole per cent, ``37 %``; none is rounded to all or nothing."""
    whole = round(share * 100)
    if (whole == 0 and share > 0) or (whole == 100 and share < 1):
        return "< 1\N{NO-BREAK SPACE}%" if whole == 0 else "> 99\N{NO-BREAK SPACE}%"
    return f"{whole}\N{NO-BREAK SPACE}%"
