"""A broken promise, found by the verifier."""

from visitplan.domain.value import Id, Seconds, Value


class Violation(Value):
    """What was broken, by which visit on which shift, and by how much.

    ``source`` is where a pack has the rule from: ``law, article (rule id of pack)``.
    """

    rule: str
    detail: str
    case_id: Id | None = None
    shift_id: Id | None = None
    seconds: Seconds | None = None
    source: str | None = None

    def __str__(self) -> str:
        """One line: ``rule · case · shift: detail [source]``."""
        spot = " · ".join(part for part in (self.rule, self.case_id, self.shift_id) if part)
        quoted = f" [{self.source}]" if self.source else ""
        return f"{spot}: {self.detail}{quoted}"
