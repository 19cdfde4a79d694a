"""A row of ``pinned`` becomes a pin."""

from datetime import datetime

from visitplan.domain.pin import Pin
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier
from visitplan.intake.moments import LocalDay

_FIXES = ("agent_id", "at", "not_before", "not_after", "after")


def read_pin(fields: Fields, local: LocalDay) -> Pin | None:
    """Return the pin; None when something of the row cannot be used (then noted)."""
    case_id = fields.need("case_id", identifier)
    if not any(fields.has(name) for name in _FIXES):
        fields.refuse(
            None, Code.PIN_EMPTY, "fixes nothing", "fill in an agent, a time or a visit before it"
        )
    not_before, not_after = _arrival(fields, local)
    read = {
        "case_id": case_id,
        "agent_id": fields.get("agent_id", identifier),
        "not_before": not_before,
        "not_after": not_after,
        "after": fields.get("after", identifier),
    }
    return Pin.model_validate(read) if fields.sound else None


def _arrival(fields: Fields, local: LocalDay) -> tuple[datetime | None, datetime | None]:
    exact = fields.get("at", local.moment)
    not_before = fields.get("not_before", local.moment)
    not_after = fields.get("not_after", local.moment)
    if exact and (not_before or not_after):
        fields.refuse(
            "at", Code.PINS_CONTRADICT, "stands beside not_before or not_after", "keep one of both"
        )
    if exact:
        return exact, exact
    if not_before and not_after and not_before.timestamp() > not_after.timestamp():
        fields.refuse(
            "not_before", Code.PINS_CONTRADICT, "is later than not_after", "swap or correct them"
        )
    return not_before, not_after
