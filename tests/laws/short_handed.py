"""Days with more to do than there is time for, and cases that only a small thing keeps out."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from builders import TODAY, a_case, a_day, a_policy, an_agent, at
from strategies import LAST, PENALTIES, a_shift_within, places, seldom, window, windows
from visitplan.domain.case import Case
from visitplan.domain.day import Day, SearchLimits
from visitplan.domain.pin import Pin
from visitplan.domain.window import TimeWindow

YESTERDAY = at("12:00", TODAY - timedelta(days=1))
REFUSED: tuple[dict[str, Any], ...] = (
    {"approved_by": None},
    {"approved_until": YESTERDAY},
    {"approved_at": at("08:00", TODAY + timedelta(days=2))},
    {"status": "proposed"},
    {"windows": (window(60, 61),), "service_seconds": 900},
    {"windows": (window(0, 2),), "service_seconds": 1200},
    {"windows": (TimeWindow(opening=at("20:00"), closing=at("20:30")),)},
)
"""What a little more time, an approval or another day mends."""


@st.composite
def short_handed(draw: st.DrawFn, most: int = 6) -> Day:
    """One agent or two, each on duty for an hour or three, and cases that are worth a way."""
    shifts = tuple(draw(a_short_shift(f"A0{n}/1")) for n in range(1, draw(st.integers(1, 2)) + 1))
    agents = tuple(an_agent(number) for number in range(1, len(shifts) + 1))
    cases = tuple(draw(a_worthy_case(n)) for n in range(1, draw(st.integers(2, most)) + 1))
    hours = draw(windows(least=4))
    pin = Pin(case_id=cases[0].id, not_before=hours.opening, not_after=hours.closing)
    return a_day(
        policy=a_policy(penalties=PENALTIES),
        limits=SearchLimits(seconds=0.5, work=1),
        cases=cases,
        agents=agents,
        shifts=shifts,
        pins=draw(seldom(st.just((pin,)), ())),
    )


@st.composite
def a_short_shift(draw: st.DrawFn, shift_id: str) -> Any:
    shift = draw(a_shift_within(shift_id, 0, LAST))
    opening = draw(st.integers(0, LAST - 40))
    hours = window(opening, opening + draw(st.integers(12, 36)))
    return shift.model_copy(update={"hours": hours, "breaks": ()})


@st.composite
def a_worthy_case(draw: st.DrawFn, number: int) -> Case:
    wishes: dict[str, Any] = {
        "skills": frozenset({"legal"}),
        "excluded_agents": frozenset({"A01"}),
        "windows": (draw(windows(least=8)),),
    }
    wish = draw(seldom(st.sampled_from(sorted(wishes)), None))
    return a_case(
        number,
        place=draw(places()),
        service_seconds=300 * draw(st.integers(2, 6)),
        priority=draw(st.sampled_from(["normal", "high", "must"])),
        **({wish: wishes[wish]} if wish else {}),
    )


@st.composite
def refusing(draw: st.DrawFn) -> Day:
    """A short-handed day of which every case but the first is refused, for something small."""
    day = draw(short_handed(most=4))
    first, *others = day.cases
    refused = (case.model_copy(update=draw(st.sampled_from(REFUSED))) for case in others)
    return day.model_copy(update={"cases": (first, *refused)})
