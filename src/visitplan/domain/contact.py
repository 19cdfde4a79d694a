"""The ledger's raw material: what happened before."""

from typing import Literal, get_args

from pydantic import AwareDatetime

from visitplan.domain.place import PlaceKind
from visitplan.domain.value import Id, Value

Channel = Literal["visit", "call", "sms", "letter", "email"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)


class Contact(Value):
    """One contact or attempt, on any channel.

    ``reached`` tells a contact from an attempt; ``outcome`` is a code, never free text.
    ``debtor`` and ``household`` join the contacts of a person's or an address's other cases,
    which need not be cases of the day (None: as the case of that id says). ``notice`` is true
    where the customer was told of the arrears and of the coming visit; ``names_agent`` is the
    agent whom the notice named; ``answered_at`` is when the customer responded to it (paid,
    called back, disputed, complained). ``place_kind`` is where a visit went (None:
    not known).

    Entries of one case, channel and moment are one contact that several systems told of: it
    reached somebody if any of them says so, was a notice if any says so, and was answered when
    the first says so; of the rest the first that is filled in counts.
    """

    case_id: Id
    at: AwareDatetime
    channel: Channel
    reached: bool
    agent_id: Id | None = None
    outcome: str | None = None
    debtor: Id | None = None
    household: str | None = None
    notice: bool = False
    names_agent: Id | None = None
    answered_at: AwareDatetime | None = None
    place_kind: PlaceKind | None = None
