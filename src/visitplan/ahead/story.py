"""The story of several days: each case on its best lawful day, each day a verified plan of its own.

Every day passes the gate by itself; then one search plans them all, beginning with the days
planned one after the other. Each case is told of in exactly one day's plan.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from visitplan.ahead.beginning import Alone, Begun, begin_ahead, numbered
from visitplan.ahead.daily_plans import Found, Frame, daily_plans, orders_in
from visitplan.ahead.following import followed
from visitplan.ahead.prospect import (
    Prospect,
    look_ahead,
    state_together,
)
from visitplan.domain.day import Day
from visitplan.domain.horizon import HorizonSettings
from visitplan.domain.plan import Plan
from visitplan.domain.start import Start
from visitplan.domain.travel import Travel
from visitplan.planning.searching import ear_of, effort_of, search
from visitplan.planning.terms import Notify, PlannedDay, Provenance, Watch
from visitplan.routing.days import made_to_wait
from visitplan.routing.disagreement import untrue
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import Solvers
from visitplan.routing.stating import Stated
from visitplan.verification.verifier import verify

ONE_BY_ONE = 0.4
"""The share of the effort that plans the days one after the other, to begin with."""

ROUNDS = 3
"""How many cases of one person or address may follow another one at most."""


class Ahead(NamedTuple):
    """How far to plan ahead: the settings, the plans of first days that are kept, solvers.

    ``starts`` are what the days begin with, one for each, or none at all.
    """

    horizon: HorizonSettings = HorizonSettings()
    kept: tuple[Plan, ...] = ()
    solvers: Solvers | None = None
    starts: tuple[Start | None, ...] = ()


def plan_days(
    days: Sequence[Day],
    travel: Travel,
    ahead: Ahead,
    *,
    provenance: Provenance,
    watch: Watch = lambda _: None,
    notify: Notify = lambda _: None,
) -> tuple[PlannedDay, ...]:
    """Plan several days at once, in order of their dates, and return a verified plan of each.

    All days have the same cases, agents, pins and limits; the limits are those of the whole. What
    the ``kept`` plans visit is done as far as these days are concerned, and counts where rules
    count. The days together cost no more than planned one after the other by their share of the
    effort, nor than what of the ``starts`` is feasible.

    Raises what ``plan_day`` raises.
    """
    prospect, noticed = look_ahead(days, travel, ahead.kept)
    together = state_together(prospect)
    effort = effort_of(prospect.whole)
    shared = effort.searching(ONE_BY_ONE / len(days)).model_copy(update={"islands": 1})
    begun = begin_ahead(prospect, together, ahead.starts, Alone(shared, notify, ahead.solvers))
    stated = _made_to_wait(prospect, together.stated, ahead.horizon)
    onward = _onward(stated, effort, begun)
    heard = ear_of(stated, prospect.whole, watch)
    outcome = search(stated, onward, heard, notify, ahead.solvers)
    found = Found(prospect, together, stated, outcome.answer)
    found = _with_followers(found, ahead, notify)
    stopped = outcome.stopped_early or begun.stopped_early
    frame = Frame(provenance, travel, stopped, noticed + begun.findings)
    plans = daily_plans(found, frame)
    broken = tuple(chain(*(verify(*each) for each in plans)))
    if broken:
        raise untrue(found.stated.statement, onward, found.answer, broken)
    return plans


def _onward(stated: Stated, effort: Effort, begun: Begun) -> Effort:
    """Return the rest of the effort; none where somebody has stopped the search already."""
    rest = effort.searching(1 - ONE_BY_ONE)
    start = numbered(stated, begun.orders)
    seconds = 0.0 if begun.stopped_early else rest.seconds
    return rest.model_copy(update={"start": start, "seconds": seconds})


def _with_followers(found: Found, ahead: Ahead, notify: Notify) -> Found:
    """Let cases that waited follow the visits planned, where rules and costs allow."""
    for _ in range(ROUNDS):
        orders = orders_in(found.stated, found.answer)
        days = found.prospect.day_of_shift
        planned = {case_id: days[shift] for shift, cases in orders.items() for case_id in cases}
        prospect = followed(found.prospect, planned)
        if prospect is None:
            break
        together = state_together(prospect)
        stated = _made_to_wait(prospect, together.stated, ahead.horizon)
        polish = Effort(seconds=0, start=numbered(stated, orders))
        outcome = search(stated, polish, lambda _: None, notify, ahead.solvers)
        found = Found(prospect, together, stated, outcome.answer)
    return found


def _made_to_wait(prospect: Prospect, stated: Stated, horizon: HorizonSettings) -> Stated:
    first = prospect.days[0].date
    late = {shift.id: (day.date - first).days for day in prospect.dated for shift in day.shifts}
    return made_to_wait(stated, horizon.waiting_percent, late)
