"""What the files of a plan are called, so that pages can link to each other."""

import re
from hashlib import sha256

OVERVIEW = "index.html"
ITINERARIES = "itineraries.html"


def agent_file(shift_id: str) -> str:
    """Return the file name of a shift's page, ``agent-A01.html``.

    An id with characters that some file system refuses is rewritten, and a few digits of its
    hash keep two such ids apart (``A01/1`` gives ``agent-A01-1-85f0a3.html``).
    """
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", shift_id)
    if plain == shift_id:
        return f"agent-{plain}.html"
    return f"agent-{plain}-{sha256(shift_id.encode()).hexdigest()[:6]}.html"
