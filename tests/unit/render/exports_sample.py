"""A plan whose day is full of what strangers write, to be exported and read back."""

from unit.verification.edits import at_index, edited, in_agent, in_case
from unit.verification.hand_scheduling import a_full_day, a_full_plan
from visitplan.domain.course import Course, FollowedStreet, line_through
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import Plan
from visitplan.render.way import Ways

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r\n=1+1",
    "＝1+1",
    "{{7*7}}${7*7}`",
    "<script>alert(1)</script>]]>&amp;",
    "bell\x07 null\x00 end",
    "Road 1\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "quotes \" and ' , commas; and \\ back\nslashes",
    "\u202edaor",
    "Esplanadi 1 🚪 地址",
)
DEBTORS_NAME = "Erika Mustermann-Schuldnerin"


def a_hostile_day(text: str = HOSTILE[0]) -> Day:
    """Return the full day with one text wherever strangers may write, customers but for C001."""
    day = a_full_day()
    for case in day.cases:
        place = edited(case.place, address=text)
        day = in_case(day, case.id, place=place, customer=text, door_note=text, product=text)
    day = in_case(day, "C001", customer=DEBTORS_NAME)
    return in_agent(day, "A01", name=text)


def a_hostile_plan(text: str = HOSTILE[0]) -> Plan:
    """Return the full plan with one text as the reason of everything left out."""
    plan = a_full_plan()
    refused = plan.ineligible[0]
    refusals = at_index(refused.refusals, 0, lambda refusal: edited(refusal, reason=text))
    return edited(
        plan,
        unassigned=at_index(plan.unassigned, 0, lambda visit: edited(visit, reason=text)),
        ineligible=(edited(refused, refusals=refusals),),
    )


def some_ways() -> Ways:
    """Return the courses of one route: three legs out and one back, one of no length."""
    start, corner = Point(lat=60.17, lon=24.945), Point(lat=60.17, lon=24.94)
    first, second = Point(lat=60.166, lon=24.94), Point(lat=60.167, lon=24.94)
    legs = ((start, corner, first), (first, second), (second, second), (second, start))
    streets = (
        FollowedStreet("Sample Street", "residential", 500),
        FollowedStreet(None, "path", 60),
    )
    return {"A01/1": tuple(Course(line_through(leg), streets) for leg in legs)}
