"""When search, model and verifier disagree: what is kept of it, so that it can be repeated."""

from collections.abc import Mapping, Sequence
from typing import Literal

from visitplan.domain.value import Value
from visitplan.domain.violation import Violation
from visitplan.errors import DisagreementError, NoPlanError
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, Statement


class RefusedError(NoPlanError):
    """The complete model refuses an answer that is all decided."""

    answer: Answer | None = None


class Instance(Value):
    """A disagreement in whole numbers: no ids, no names, no places but by how far apart they are.

    ``reason`` is one of our own sentences, ``versions`` are those of the makers.
    """

    format: Literal["visitplan disagreement 1"] = "visitplan disagreement 1"
    reason: str
    statement: Statement
    effort: Effort
    answer: Answer
    versions: Mapping[str, str] = {}

    @property
    def numbers(self) -> str:
        """All of it as one line of JSON."""
        return self.model_dump_json()

    def raised(self, violations: Sequence[Violation] = ()) -> DisagreementError:
        """Return the error that carries this; the verifier's violations stay out of the numbers."""
        return DisagreementError(self.reason, self.numbers, violations)


def untrue(
    statement: Statement, effort: Effort, answer: Answer, violations: Sequence[Violation]
) -> DisagreementError:
    """Return the error of a plan of ours in which the verifier finds violations."""
    rules = ", ".join(sorted({violation.rule for violation in violations}))
    reason = f"the plan breaks what it promises ({rules}), so it is not published"
    instance = Instance(reason=reason, statement=statement, effort=effort, answer=answer)
    return instance.raised(violations)
