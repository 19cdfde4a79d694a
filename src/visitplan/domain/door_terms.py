"""What an agent may agree to at a door, and whom he calls."""

from typing import Annotated, Literal

from pydantic import Field

from visitplan.domain.value import Value

AskedPosition = Literal["never", "asked"]


class DoorTerms(Value):
    """How far an agent's authority reaches, and what the phone offers him.

    A payment may be promised for a day at most ``promise_days`` after the visit; at most
    ``instalments`` may be proposed (0: none), the first of them as soon as a promise. Whatever is
    proposed, the lender confirms. ``telephone`` is whom the agent calls (None: the page offers no
    call). ``position`` ``asked`` lets the agent send where he is along with an outcome, if he
    says so each time; ``never`` does not offer it.
    """

    telephone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 ()/-]{2,30}$")] | None = None
    promise_days: Annotated[int, Field(ge=1, le=366)] = 30
    instalments: Annotated[int, Field(ge=0, le=60)] = 12
    position: AskedPosition = "never"
