"""What the rules say to whoever stands at a door: what is asked there, and until when."""

from pydantic import Field

from visitplan.domain.duty import Duty
from visitplan.domain.value import Id, Value
from visitplan.domain.window import TimeWindow


class Door(Value):
    """The duties of a day's policy, and the lawful hours of each case that its plan visits.

    ``lawful`` are the hours that bound the whole stay, whatever the customer's own windows say:
    the policy's at the address, less quiet hours, darkness and what the customer bars, as far as
    the approval reaches. They are sorted and apart; a case without any stands there empty.
    """

    duties: tuple[Duty, ...] = ()
    lawful: dict[Id, tuple[TimeWindow, ...]] = Field(default_factory=dict)
