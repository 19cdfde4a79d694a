"""What a new version of a plan changes for one case."""

from typing import Literal

from pydantic import AwareDatetime

from visitplan.domain.value import Id, Value

ChangeKind = Literal["agent", "time", "added", "unassigned", "ineligible"]


class Appointment(Value):
    """Who comes, and when."""

    agent_id: Id
    arrival: AwareDatetime


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
