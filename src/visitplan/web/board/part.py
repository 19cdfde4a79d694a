"""The board as a part of the application."""

from visitplan.web.board import live, moving, page, pinning
from visitplan.web.board.doors import doors
from visitplan.web.parts import Entry, Part

__all__ = ["PART", "live", "moving", "page", "pinning"]

PART = Part(doors, entries=(Entry("see plans", "/board", "Board"),))
