"""Who asks: nobody yet, a user of the house, an agent by link, a core system by key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["nobody", "agent", "core system", "dispatcher", "manager", "admin"]


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody, as far as a request proves it.

    Parameters
    ----------
    id
        What the audit trail calls them: an opaque id, never a name.
    branches
        The branches whose things they reach.
    agent_id, plan_id
        Whose route of which plan an agent's link opens.
    until
        When the agent's link ends; what happened before may be told for a while longer.
    scopes
        The actions that an API key is limited to; None where no key was used.
    language
        The language they chose; None leaves it to the browser.
    csrf
        What a form must carry when a cookie proves who asks; None where no cookie does.
    session
        The hash of the session's token; None where there is no session.
    key
        The id of the API key; None where no key was used.
    unseen
        Whether the session, or the key, is to be noted as still in use.
    """

    role: Role
    id: str = ""
    branches: frozenset[str] = frozenset()
    agent_id: str | None = None
    plan_id: str | None = None
    until: datetime | None = None
    scopes: frozenset[str] | None = None
    language: str | None = None
    csrf: str | None = None
    session: str | None = None
    key: str | None = None
    unseen: bool = False


NOBODY = Who(role="nobody")
