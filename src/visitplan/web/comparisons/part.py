"""The pages of comparisons, as one part of the application."""

from visitplan.web.comparisons import asking, listing, report
from visitplan.web.guarding import Doors
from visitplan.web.parts import Entry, Part

doors = Doors()
for each in (listing, asking, report):
    doors.include_router(each.doors)

PART = Part(doors, entries=(Entry("see reports", "/comparisons", "What if"),))
