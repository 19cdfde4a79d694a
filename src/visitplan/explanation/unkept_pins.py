"""What the dispatcher fixed and the day has no time for: said aloud, beside each visit's reason."""

from collections.abc import Sequence

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Unassigned


def unkept_pins(day: Day, unassigned: Sequence[Unassigned]) -> tuple[Finding, ...]:
    """Return a finding that names the pinned visits which are left out, if there are any."""
    left_out = {each.case_id for each in unassigned}
    pinned = sorted({pin.case_id for pin in day.pins} & left_out)
    if not pinned:
        return ()
    visits = "1 pinned visit is" if len(pinned) == 1 else f"{len(pinned)} pinned visits are"
    return (
        Finding(
            severity="warning",
            code="VP-EX-001",
            file="pinned",
            problem=f"{visits} left out: {', '.join(pinned)}",
            remedy="each has its reason in the plan; free a pin, or give its agent more time",
        ),
    )
