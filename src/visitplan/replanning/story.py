"""The story of a day that did not go as planned: what happened stays, the rest is planned anew.

The rest is a day of its own: shifts that open when and where their agents become free, and visits
not yet made. It is stated, searched and priced like any other; joined with what happened it is a
plan of the whole day, priced and verified by the same evaluator and the same verifier.
"""

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.travel import Travel
from visitplan.errors import InputError
from visitplan.planning.completing import drafted
from visitplan.planning.ground import measure
from visitplan.planning.manning import manned_for
from visitplan.planning.terms import Notify, PlannedDay, Provenance, Watch
from visitplan.replanning.choosing import search_rest
from visitplan.replanning.completing import complete
from visitplan.replanning.ground import left_of, stated
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.routing.stability import NOTICEABLE
from visitplan.underway.amended import amended
from visitplan.underway.changes import changes_between
from visitplan.underway.checks import what_forbids_replanning
from visitplan.underway.dissolved import crews_dissolved, ill_agents
from visitplan.underway.passed_over import stops_passed_over


def replan_day(
    day: Day,
    travel: Travel,
    asked: Replan,
    *,
    provenance: Provenance,
    watch: Watch = lambda _: None,
    notify: Notify = lambda _: None,
) -> ReplannedDay:
    """Plan the rest of a day; stops made, under way or driven to stay as they are.

    Raises InputError when the old plan is not of this day or names what the day does not know,
    NoPlanError when the solver dies, and DisagreementError when the complete model or the
    verifier does not agree with the search about anything but what the day had broken already.
    """
    located, noticed = _manned_now(day, travel, asked)
    _refuse_unless_it_goes_on(located, asked)
    matrices = measure(located, travel)
    left = left_of(PlannedDay(located, matrices, asked.old), asked.events, asked.at)
    rest = stated(left)
    outcome = search_rest(rest, asked, watch, notify)
    draft = drafted(located, left.admission, provenance, travel)
    draft = draft.model_copy(update={"findings": noticed})
    plan, facts = complete(rest, outcome, asked, draft)
    changes = changes_between(asked.old, plan, now=left.scene.now, noticeable=NOTICEABLE)
    return ReplannedDay(PlannedDay(located, matrices, plan), changes, facts)


def _manned_now(day: Day, travel: Travel, asked: Replan) -> tuple[Day, tuple[Finding, ...]]:
    """Return the day as the events leave it, with its crews; nobody ill forms a new one."""
    off = ill_agents(asked.events)
    located, noticed = manned_for(asked.old, amended(day, asked.events), travel, absent=off)
    told = crews_dissolved(asked.old, off) + stops_passed_over(asked.old, asked.events)
    return located, noticed + told


def _refuse_unless_it_goes_on(day: Day, asked: Replan) -> None:
    findings = what_forbids_replanning(day, asked.old, asked.at)
    if findings:
        raise InputError(findings)
