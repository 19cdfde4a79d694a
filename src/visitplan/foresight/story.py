"""A day planned with foresight: first as it is, then for open doors, then with slack."""

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.start import Start
from visitplan.domain.travel import Travel
from visitplan.foresight.contacts import with_contacts
from visitplan.foresight.narrowing import Narrowing
from visitplan.foresight.planner import Planner
from visitplan.foresight.slack import told, with_slack
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
    ground = prepare(day, travel, crews_in(begin.routes, day))
    planner = Planner(ground, travel, provenance, ahead, watch, notify)
    return _foreseen(planner, planner.plan(begin, Narrowing(), AS_IT_IS))


def not_foreseen(day: Day, what: str) -> tuple[Finding, ...]:
    """Say, where a day asks for foresight, that what is planned has none of it."""
    if not day.foresight.is_asked_for:
        return ()
    told = Finding(
        severity="warning",
        code="VP-FS-003",
        file="day.toml",
        column="foresight",
        problem=f"{what} planned without foresight: neither slack nor hours at home are looked for",
        remedy="visitplan simulate DIR plan.json tells how the plan fares on other days",
    )
    return (told,)


def _foreseen(planner: Planner, planned: PlannedDay) -> PlannedDay:
    """Return what foresight makes of a plan; one that was stopped early stays as it is."""
    value, risk = planned.day.foresight.contact_value, planned.day.foresight.lateness_risk
    share = (1 - AS_IT_IS) / ((value > 0) + (risk is not None))
    narrowing = Narrowing()
    if planned.plan.manifest.stopped_early:
        return planned
    if value:
        planner.notify("moving visits to hours when people are at home")
        planned, narrowing, _ = with_contacts(planner, planned, value=value, share=share)
    if risk is not None:
        planner.notify("leaving slack for days that turn out otherwise")
        held = with_slack(planner, planned, narrowing, risk=risk, share=share)
        planned = _telling(held.planned, told(held, planned, risk))
    return planned


def _telling(planned: PlannedDay, found: tuple[Finding, ...]) -> PlannedDay:
    plan = planned.plan.model_copy(update={"findings": planned.plan.findings + found})
    return planned._replace(plan=plan)
