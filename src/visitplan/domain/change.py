"""What a new version of a plan changes for one case."""

from typing import Literal

from pydantic import AwareDatetime

from visitplan.domain.value import Id, Value

ChangeKind = Literal["agent", "time", "added", "unassigned", "ineligible"]


class Appointment(Value):
    """Who comes, and when; ``partners`` come with the agent."""

    agent_id: Id
    arrival: AwareDatetime
    partners: tuple[Id, ...] = ()

    @property
    def crew(self) -> frozenset[Id]:
        """The ids of all who come."""
        return frozenset({self.agent_id, *self.partners})


class Change(Value):
    """One case before and after; ``later_seconds`` is negative where the visit is earlier.

    ``kind`` is what matters most: another ``agent``, another ``time``, a visit ``added``, or one
    called off because it is ``unassigned`` or ``ineligible`` now. ``notice_owed`` tells that what
    was announced no longer holds: another agent, a time moved noticeably, no visit at all.
    """

    case_id: Id
    kind: ChangeKind
    before: Appointment | None = None
    after: Appointment | None = None
    later_seconds: int | None = None
    notice_owed: bool = False
