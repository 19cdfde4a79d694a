"""A version of a day's plan: looked at beside the one that counts, published, handed to agents.

``page`` what it costs and changes · ``publishing`` deciding about it · ``links`` the agents' ways
in · ``exports`` the files that ``visitplan plan`` writes.
"""

from visitplan.web.guarding import Doors
from visitplan.web.parts import Part
from visitplan.web.plan_pages import exports, links, page, publishing

doors = Doors()
for each in (page, publishing, links, exports):
    doors.include_router(each.doors)

PART = Part(doors)
