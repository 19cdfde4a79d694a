"""The ledger's raw material: what happened before."""

from typing import Literal

from pydantic import AwareDatetime

from visitplan.domain.value import Id, Value

Channel = Literal["visit", "call", "sms", "letter", "email"]


class Contact(Value):
    """One contact or attempt, on any channel.

    ``reached`` tells a contact from an attempt; ``outcome`` is a code, never free text.
    """

    case_id: Id
    at: AwareDatetime
    channel: Channel
    reached: bool
    agent_id: Id | None = None
    outcome: str | None = None
