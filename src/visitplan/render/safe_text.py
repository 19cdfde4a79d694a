"""What strangers wrote stays text.

Templates escape HTML by themselves; this module holds what escaping alone does not do.
"""

import json
import re

from markupsafe import Markup

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


def plain(text: object) -> str:
    """Return text with each control character shown as ``�`` and line ends as blanks."""
    return _CONTROL.sub(lambda mark: " " if mark[0] in "\r\n\t" else "\ufffd", str(text))


def island(data: object) -> Markup:
    """Return data as JSON that may stand inside a ``<script type="application/json">``.

    No character is left that could end the element or open a comment inside it.
    """
    payload = json.dumps(data, separators=(",", ":"), sort_keys=True)
    for mark in "<>&":
        payload = payload.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(payload)  # noqa: S704  (nothing that HTML knows is left in it)
