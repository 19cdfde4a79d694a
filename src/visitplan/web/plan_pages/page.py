"""A plan's page: what it costs, whom it leaves out, what it changes of the plan that counts."""

from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from visitplan.app.kept.plan_at_hand import KeptPlan
from visitplan.app.kept.plan_comparison import Comparison, compare
from visitplan.app.kept.publishing import agents_of, good_links
from visitplan.domain.violation import Violation
from visitplan.render.wording import hours, kilometres, wording_of
from visitplan.storage import links, plans
from visitplan.storage.plans import PlanHead
from visitplan.web.agent.pin import pin_of
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import can
from visitplan.web.plan_pages.finding import (
    day_of_plan,
    document_of,
    plan_of_path,
    required_plan,
)

doors = Doors(prefix="/plans/{plan_id}")


@doors.get("")
@may("see plans", of=plan_of_path)
def show_plan(
    here: Here, plan_id: str, said: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Show a plan beside the one that counts."""
    return plan_page(here, plan_id, said=said)


def plan_page(
    here: Exchange,
    plan_id: str,
    *,
    violations: tuple[Violation, ...] = (),
    status: int = 200,
    **told: str,
) -> Response:
    """Return the page of a plan.

    ``violations`` are what keeps it from being published; ``told`` may hold ``said``, what was
    done, and ``wrong``, what of the form is.
    """
    kept = required_plan(here, plan_id)
    before = _standing(here, kept.head)
    return here.page(
        "plan.html.j2",
        status=status,
        kept=kept,
        plan=kept.plan,
        words=wording_of(kept.plan),
        hours=hours,
        kilometres=kilometres,
        day=day_of_plan(here, kept.head.day_id),
        before=before,
        comparison=_comparison(here, kept, before),
        violations=violations,
        said=told.get("said", ""),
        wrong=told.get("wrong", ""),
        reason=told.get("reason", ""),
        may_edit=can(here.who, "edit plans"),
        may_publish=can(here.who, "publish plans"),
        **_links_of(here, kept),
    )


def _standing(here: Exchange, head: PlanHead) -> PlanHead | None:
    """Return the plan to hold this one against: the one that counts, or that it was made from."""
    with here.read() as connection:
        current = plans.current(connection, head.day_id)
        if current and current.id != head.id and head.state == "draft":
            return current
        return plans.head(connection, head.parent_id) if head.parent_id else None


def _comparison(here: Exchange, kept: KeptPlan, before: PlanHead | None) -> Comparison | None:
    old = document_of(here, before.id) if before else None
    return compare(old, kept.plan) if old else None


def _links_of(here: Exchange, kept: KeptPlan) -> dict[str, Any]:
    """Return who of the plan has a link that may be used, and by which PIN on another phone."""
    with here.read() as connection:
        good = list(good_links(links.of_plan(connection, kept.head.id), here.now))
    have = {link.agent_id: link for link in good}
    pins = {link.agent_id: pin_of(link) for link in good if link.exchanged_at}
    return {"agents": agents_of(kept.plan), "links": have, "pins": pins}
