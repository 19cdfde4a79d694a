"""What a rule's no looks like."""

from collections.abc import Mapping
from types import MappingProxyType

from visitplan.domain.policy import Policy
from visitplan.domain.visit import Refusal

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "status_is_visitable": ("visitable_statuses",),
        "approval_has_not_expired": ("approval_days",),
        "no_hold_is_on": ("blocking_holds",),
        "day_is_no_rest_day": ("rest_days",),
        "day_is_no_holiday": ("holidays", "holiday_calendars"),
        "day_has_permitted_hours": ("permitted_hours",),
        "hours_are_left_for_the_visit": ("permitted_hours",),
        "credentials_are_valid": ("required_credentials",),
    }
)
"""Of each rule of the gate the fields of the policy that it holds cases against."""


def refuse(rule: str, reason: str, policy: Policy) -> Refusal:
    """Return the refusal by one rule, signed with the pack and the source that its figure is of.

    Where several packs set the figure, the one that decided it signs; where none did, the policy.
    """
    origins = [origin for field in FIELDS.get(rule, ()) for origin in policy.rules_on(field)]
    if not origins:
        return Refusal(
            rule=rule,
            reason=reason,
            pack=policy.pack,
            version=policy.version,
            source=policy.source,
        )
    return Refusal(
        rule=rule,
        reason=reason,
        pack=origins[0].pack,
        version=origins[0].pack_version,
        source=f"{origins[0].source} (rule {origins[0].id})",
    )
