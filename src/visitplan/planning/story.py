"""The story of a day, as a page: located, admitted, measured, routed, priced, verified, explained.

Pure: the streets are handed in behind the port ``Travel``, the clock is never read (the search
counts its own seconds), and nothing is written.
"""

from visitplan.domain.day import Day
from visitplan.domain.start import Start
from visitplan.domain.travel import Travel
from visitplan.planning.completing import Found, complete, drafted
from visitplan.planning.ground import prepare
from visitplan.planning.manning import crews_in
from visitplan.planning.searching import ear_of, effort_of, search
from visitplan.planning.terms import Headstart, Notify, PlannedDay, Provenance, Watch
from visitplan.routing.beginning import begin_with


def plan_day(
    day: Day,
    travel: Travel,
    *,
    provenance: Provenance,
    headstart: Headstart | None = None,
    watch: Watch = lambda _: None,
    notify: Notify = lambda _: None,
) -> PlannedDay:
    """Plan one day; ``watch`` hears of every better plan, ``notify`` of what takes long.

    The search begins with the start of ``headstart``, else with the day's baseline; what of them
    does not fit is found in the plan's findings.

    Raises TravelDataError when the day lies outside of the streets, NoPlanError when the solver
    dies, and DisagreementError when the complete model or the verifier does not agree with the
    search: such a plan is never returned.
    """
    ahead = headstart or Headstart()
    begin = ahead.start or _as_worked(day)
    ground = prepare(day, travel, crews_in(begin.routes, day))
    begun = begin_with(ground.stated, ground.admission, begin)
    effort = effort_of(day).model_copy(update={"start": begun.orders})
    heard = ear_of(ground.stated, ground.day, watch)
    outcome = search(ground.stated, effort, heard, notify, ahead.solvers, ahead.solve)
    draft = drafted(ground.day, ground.admission, provenance, travel)
    found = Found(outcome, effort, begun.findings, ahead.start.sha256 if ahead.start else None)
    return complete(ground, found, draft)


def _as_worked(day: Day) -> Start:
    return Start(file="baseline", routes=day.baseline)
