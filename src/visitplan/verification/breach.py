"""What a check of one case finds, before it is told as a violation of a planned visit."""

from typing import NamedTuple

from visitplan.domain.policy import Policy


class Breach(NamedTuple):
    """One rule that forbids: its name, why, and the fields of the policy that set it."""

    rule: str
    detail: str
    fields: tuple[str, ...] = ()
    seconds: int | None = None


def quoted(policy: Policy, fields: tuple[str, ...]) -> str | None:
    """Return source, rule and pack of whatever decided the fields first; None where none did."""
    origins = [rule for field in fields for rule in policy.rules_on(field)]
    if not origins:
        return None
    first = origins[0]
    return f"{first.source} (rule {first.id} of {first.pack} {first.pack_version})"
