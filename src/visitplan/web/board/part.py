"""The board as a part of the application."""

from visitplan.web.board import live, moving, page, pinning, rest
from visitplan.web.guarding import Doors
from visitplan.web.parts import Entry, Part

doors = Doors()
for each in (page, moving, pinning, live, rest):
    doors.include_router(each.doors)

PART = Part(doors, entries=(Entry("see plans", "/board", "Board"),))
