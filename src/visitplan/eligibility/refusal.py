"""What a rule's no looks like."""

from visitplan.domain.policy import Policy
from visitplan.domain.visit import Refusal


def refuse(rule: str, reason: str, policy: Policy) -> Refusal:
    """Return the refusal by one rule, signed with the pack it comes from."""
    return Refusal(
        rule=rule,
        reason=reason,
        pack=policy.pack,
        version=policy.version,
        source=policy.source,
    )
