"""What the files of a plan are called, so that pages can link to each other."""

import re
from hashlib import sha256

OVERVIEW = "index.html"
ITINERARIES = "itineraries.html"
BURDEN = "burden.html"
OF_A_PLAN = (
    OVERVIEW,
    ITINERARIES,
    BURDEN,
    "plan.json",
    "plan.geojson",
    "itineraries.xlsx",
    "stops.csv",
    "stops-excel.csv",
    "simulation.html",
    "agent-*.html",
    "agent-*.gpx",
    "agent-*.ics",
)
"""The files of a day's folder that are a plan's: patterns of their names."""


def agent_file(shift_id: str) -> str:
    """Return the file name of a shift's page: ``A01/1`` gives ``agent-A01-1.html``.

    An id of another form is rewritten where a file system might refuse it, and a few digits of
    its hash keep two such ids apart.
    """
    if re.fullmatch(r"[A-Za-z0-9_]+(/[0-9]+)?", shift_id):
        return f"agent-{shift_id.replace('/', '-')}.html"
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", shift_id)
    return f"agent-{plain}-{sha256(shift_id.encode()).hexdigest()[:6]}.html"
