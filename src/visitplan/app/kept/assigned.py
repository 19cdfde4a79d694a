"""Which visits agents were sent to on a day, by any of its plans that counted."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from visitplan.domain.value import Id
from visitplan.storage import plans
from visitplan.storage.plans import PlanHead

if TYPE_CHECKING:
    from visitplan.storage.database import Connection

Sent = Mapping[Id, frozenset[Id]]
"""The cases of each agent's routes, those travelled together included."""

MOST_PLANS = 256


class Assigned:
    """The visits of plans, each plan opened once: what one says never changes."""

    def __init__(self) -> None:
        self._by_plan: OrderedDict[str, Sent] = OrderedDict()
        self._opening = Lock()

    def was(
        self, connection: "Connection", heads: Sequence[PlanHead], agent_id: Id, case_id: Id
    ) -> bool:
        """Tell whether an agent was sent to a case by any of these plans."""
        return any(case_id in self._sent(connection, head).get(agent_id, ()) for head in heads)

    def _sent(self, connection: "Connection", head: PlanHead) -> Sent:
        with self._opening:  # all phones come at once in the morning
            found = self._by_plan.get(head.sha256)
            if found is None:
                found = sent_by(plans.document(connection, head.id) or "{}")
                self._by_plan[head.sha256] = found
                while len(self._by_plan) > MOST_PLANS:
                    self._by_plan.popitem(last=False)
        return found


def counted(connection: "Connection", plan_id: str) -> tuple[PlanHead, ...]:
    """Return the plans of this one's day that count or did, the newest first."""
    heads = plans.heads_beside(connection, plan_id)
    return tuple(head for head in heads if head.state in {"published", "superseded"})


def sent_by(document: str) -> Sent:
    """Return which cases a plan's document sends each agent to."""
    sent: dict[Id, set[Id]] = {}
    for route in json.loads(document).get("routes", ()):
        for agent_id in (route["agent_id"], *route.get("partners", ())):
            sent.setdefault(agent_id, set()).update(stop["case_id"] for stop in route["stops"])
    return {agent_id: frozenset(cases) for agent_id, cases in sent.items()}
