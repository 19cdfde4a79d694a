"""A branch's days: handed over, looked at, mended, passed through the gate, planned.

``listing`` the days and their import · ``day`` what is next to be done · ``table`` and ``row`` the
tables of today · ``files`` settings, packs, the whole folder · ``gate`` who may be visited ·
``planning`` asking for a plan, and how far it is. Plans have pages of their own (``plan_pages``).
"""

from visitplan.web.day_pages import day, files, gate, listing, planning, row, table
from visitplan.web.guarding import Doors
from visitplan.web.parts import Entry, Part

doors = Doors()
for each in (listing, day, table, row, files, gate, planning):
    doors.include_router(each.doors)

PART = Part(doors, entries=(Entry("see days", "/days", "Days"),))
