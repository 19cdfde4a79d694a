"""The board of a plan: map and timeline, stops moved by hand, and the day under way.

The page is a frame; its scripts (``static/board/``) ask for the plan as data (``drawn.py``) and
draw it. Whatever somebody moves is sent with all moves before it and answered with what they do
together (``moving.py``); nothing is kept until it is asked for, and then as a new version.
"""

from visitplan.web.board import live, moving, page, pinning
from visitplan.web.board.doors import doors
from visitplan.web.parts import Entry, Part

__all__ = ["PART", "live", "moving", "page", "pinning"]

PART = Part(doors, entries=(Entry("see plans", "/board", "Board"),))
