"""The pages of days, as one part of the application."""

from visitplan.web.day_pages import cell, day, files, gate, listing, planning, row, table
from visitplan.web.guarding import Doors
from visitplan.web.parts import Entry, Part

doors = Doors()
for each in (listing, day, table, row, cell, files, gate, planning):
    doors.include_router(each.doors)

PART = Part(doors, entries=(Entry("see days", "/days", "Days"),))
