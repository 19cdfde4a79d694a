"""A day planned with foresight: first as it is, then for open doors, then with slack."""

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.start import Start
from visitplan.domain.travel import Travel
from visitplan.foresight import contacts, slack
from visitplan.foresight.contacts import with_worth, without_contacts
from visitplan.foresight.narrowing import Narrowing
from visitplan.foresight.planner import Planner
from visitplan.foresight.slack import with_slack
from visitplan.planning.ground import prepare
from visitplan.planning.manning import crews_in
from visitplan.planning.story import plan_day as plan_as_it_is
from visitplan.planning.terms import Headstart, Notify, PlannedDay, Provenance, Watch

AS_IT_IS = 0.5
"""The share of the effort that plans the day as it is; the rest is for what is foreseen."""


def plan_day(
    day: Day,
    travel: Travel,
    *,
    provenance: Provenance,
    headstart: Headstart | None = None,
    watch: Watch = lambda _: None,
    notify: Notify = lambda _: None,
) -> PlannedDay:
    """Plan one day as its foresight asks; ``watch`` and ``notify`` hear of it as in planning's own.

    The search begins with the start of ``headstart``, else with the day's baseline; what of them
    does not fit is found in the plan's findings.

    All plans on the way share the day's effort, are verified, and are by the day's true hours;
    what the foresight costs stands in the findings.

    Raises TravelDataError when the day lies outside of the streets, NoPlanError when the solver
    dies, and DisagreementError when the complete model or the verifier does not agree with the
    search: such a plan is never returned.
    """
    ahead = headstart or Headstart()
    if not day.foresight.is_asked_for:
        return plan_as_it_is(
            day, travel, provenance=provenance, headstart=ahead, watch=watch, notify=notify
        )
    begin = ahead.start or Start(file="baseline", routes=day.baseline)
    ground = prepare(without_contacts(day), travel, crews_in(begin.routes, day))
    planner = Planner(ground, travel, provenance, ahead, watch, notify)
    return _foreseen(planner, planner.plan(begin, Narrowing(), AS_IT_IS), day)


def not_foreseen(day: Day, what: str) -> tuple[Finding, ...]:
    """Say, where a day asks for slack, that what is planned keeps none for that."""
    if day.foresight.lateness_risk is None:
        return ()
    told = Finding(
        severity="warning",
        code="VP-FS-003",
        file="day.toml",
        column="foresight.lateness_risk",
        problem=f"{what} planned without slack for days that turn out otherwise",
        remedy="visitplan simulate DIR plan.json tells how the plan fares on other days",
    )
    return (told,)


def _foreseen(planner: Planner, planned: PlannedDay, day: Day) -> PlannedDay:
    """Return what a day's foresight makes of a plan as it is.

    Where contacts are worth something, so does a plan that was stopped early count them.
    """
    value, risk = day.foresight.contact_value, day.foresight.lateness_risk
    share = (1 - AS_IT_IS) / ((value > 0) + (risk is not None))
    stopped = planned.plan.manifest.stopped_early
    if value:
        planner.notify("moving visits to hours when people are at home")
        planner = planner._replace(ground=with_worth(planner.ground, day))
        valued = planner.plan_on(planned, Narrowing(), 0 if stopped else share)
        planned = _telling(valued, (contacts.told(planned, valued),))
    if risk is not None and not stopped:
        planner.notify("leaving slack for days that turn out otherwise")
        held = with_slack(planner, planned, Narrowing(), risk=risk, share=share)
        planned = _telling(held.planned, slack.told(held, planned, risk))
    return _stopped(planned) if stopped else planned


def _stopped(planned: PlannedDay) -> PlannedDay:
    """Return the plan as one that somebody stopped early."""
    manifest = planned.plan.manifest.model_copy(update={"stopped_early": True})
    return planned._replace(plan=planned.plan.model_copy(update={"manifest": manifest}))


def _telling(planned: PlannedDay, found: tuple[Finding, ...]) -> PlannedDay:
    plan = planned.plan.model_copy(update={"findings": planned.plan.findings + found})
    return planned._replace(plan=plan)
