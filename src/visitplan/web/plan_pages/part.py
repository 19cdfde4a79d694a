"""The pages of plans, as one part of the application."""

from visitplan.web.guarding import Doors
from visitplan.web.parts import Part
from visitplan.web.plan_pages import exports, links, page, publishing

doors = Doors()
for each in (page, publishing, links, exports):
    doors.include_router(each.doors)

PART = Part(doors)
