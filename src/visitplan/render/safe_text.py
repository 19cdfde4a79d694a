"""What strangers wrote stays text.

Templates escape HTML by themselves; this module holds what escaping alone does not do.
"""

import json
import unicodedata

from markupsafe import Markup


def plain(text: object) -> str:
    """Return text with each control character shown as ``�`` and line ends as blanks."""
    return "".join(
        " " if mark in "\r\n\t" else "\ufffd" if unicodedata.category(mark) == "Cc" else mark
        for mark in str(text)
    )


def island(data: object) -> Markup:
    """Return data as JSON that may stand inside a ``<script type="application/json">``.

    No character is left that could end the element or open a comment inside it.
    """
    payload = json.dumps(data, separators=(",", ":"), sort_keys=True)
    for mark in "<>&":
        payload = payload.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(payload)  # noqa: S704  (nothing that HTML knows is left in it)
