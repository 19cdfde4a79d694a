"""Everything that may go wrong, as one tree; each error knows its exit code.

::

    VisitplanError            1   never raised itself
    ├── InputError            2   tables, settings, arguments: carries every finding at once
    ├── OutputError           2   the output folder cannot be written, or the disk is full
    ├── TravelDataError       3   streets or travel times are missing or broken
    ├── NoPlanError           4   the solver died or gave nothing that can be read
    ├── VerificationError     5   a plan breaks a promise: carries the violations
    │   └── DisagreementError 5   search, model and verifier disagree: carries what repeats it
    └── StorageError          6   the database
        └── ConflictError     6   somebody else was first: look at what stands, and try again

What is expected (a case refused, a visit left out) is no error but a value with its reasons.
No message quotes a name, an address or an amount: errors end up in logs.
Each crosses from one process to another with all that it carries.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visitplan.domain.finding import Finding
    from visitplan.domain.violation import Violation


class VisitplanError(Exception):
    """The root; catch it to catch every expected failure."""

    exit_code = 1


class InputError(VisitplanError):
    """The input cannot be planned; every finding of every file is carried at once."""

    exit_code = 2

    def __init__(self, findings: Sequence["Finding"]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.findings,)


class OutputError(VisitplanError):
    """The output could not be written; what stood there before is untouched."""

    exit_code = 2


class TravelDataError(VisitplanError):
    """Streets or travel times cannot be had for this day."""

    exit_code = 3


class NoPlanError(VisitplanError):
    """The solver ended without an answer that can be read."""

    exit_code = 4


class VerificationError(VisitplanError):
    """A plan breaks at least one promise, so it is not published."""

    exit_code = 5

    def __init__(self, violations: Sequence["Violation"]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(str(violation) for violation in self.violations))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.violations,)


class DisagreementError(VerificationError):
    """Two of those who make and check our plans disagree: a defect of ours, never shown as a plan.

    ``instance`` is what repeats it, as JSON of whole numbers with nothing personal in it.
    ``violations`` are the verifier's, if it was the verifier who disagreed.
    """

    def __init__(self, reason: str, instance: str, violations: Sequence["Violation"] = ()) -> None:
        super().__init__(violations)
        self.args = (reason,)
        self.instance = instance

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.instance, self.violations)


class StorageError(VisitplanError):
    """The database refused or lost something."""

    exit_code = 6


class ConflictError(StorageError):
    """What was to be written does not follow from what stands by now; nothing was written.

    A key that was used for something else, a version that is no longer the newest, a step that
    somebody else has taken.
    """
