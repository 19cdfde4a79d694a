"""Who may do what to which thing: one table, one question, no by default."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from visitplan.web.who import Role, Who

Action = Literal[
    "sign in",  # also: set up the first administrator, take up an invitation
    "use own account",
    "see days",
    "edit days",  # import and edit cases, agents, shifts; settings of the day
    "see plans",
    "edit plans",  # plan, cancel, drag, pin, re-plan, accept, discard, undo
    "publish plans",  # make and revoke agents' links, too
    "export plans",
    "see reports",
    "compare scenarios",  # ask what a day would cost otherwise, and cancel that
    "exchange links",  # an agent's link for a cookie
    "follow own route",
    "report outcomes",
    "send cases",  # a lender's core system, by an API key
    "plan days",  # it begins them, too
    "publish for agents",
    "read plans",
    "read outcomes",
    "hear of events",
    "use the API",  # whatever the key's scopes are: its description, the branch's days
    "manage people",  # and the branches that they work for
    "manage keys",
    "see the house",  # doctor's findings, the audit trail
]

_ANYBODY: frozenset[Action] = frozenset({"sign in", "exchange links"})
_USER: frozenset[Action] = _ANYBODY | {"use own account"}
_SEEING: frozenset[Action] = _USER | {"see days", "see plans", "see reports", "export plans"}

GRANTS: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        "nobody": _ANYBODY,
        "agent": _ANYBODY | {"follow own route", "report outcomes"},
        "core system": frozenset[Action](
            {
                "use the API",
                "send cases",
                "plan days",
                "publish for agents",
                "read plans",
                "read outcomes",
                "hear of events",
            }
        ),
        "dispatcher": _SEEING | {"edit days", "edit plans", "publish plans"},
        "manager": _SEEING | {"compare scenarios"},
        "admin": _USER | {"manage people", "manage keys", "see the house"},
    }
)
"""What each role may do. An administrator manages people and sees no customer."""


class Thing(NamedTuple):
    """What an action is done to, as far as permission asks: whose it is.

    ``branch_id`` is None where it is the whole house's; ``agent_id`` and ``plan_id`` are where it
    is no single agent's, no plan's.
    """

    branch_id: str | None
    agent_id: str | None = None
    plan_id: str | None = None


def can(who: Who, action: Action, thing: Thing | None = None) -> bool:
    """Tell whether somebody may do this, to this thing; without a thing, whether at all.

    Whoever came with a key may do what the key's scopes name, and nothing that the role forbids.
    """
    granted = action in GRANTS[who.role] and (who.scopes is None or action in who.scopes)
    return granted and (thing is None or _reaches(who, thing))


def _reaches(who: Who, thing: Thing) -> bool:
    if who.role == "agent":
        return (who.agent_id, who.plan_id) == (thing.agent_id, thing.plan_id)
    return thing.branch_id is None or thing.branch_id in who.branches
