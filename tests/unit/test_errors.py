"""An error is the same error on the other side of a process."""

import pickle

import pytest

from visitplan.domain.finding import Finding
from visitplan.domain.violation import Violation
from visitplan.errors import (
    DisagreementError,
    InputError,
    NoPlanError,
    VerificationError,
    VisitplanError,
)

FINDING = Finding(severity="error", code="VP-IN-001", file="cases.csv", problem="p", remedy="r")
VIOLATION = Violation(rule="windows", detail="too late", case_id="C1")


@pytest.mark.parametrize(
    "error",
    [
        InputError([FINDING]),
        VerificationError([VIOLATION]),
        DisagreementError("they disagree", "{}", [VIOLATION]),
        NoPlanError("nothing"),
    ],
)
def test_what_an_error_carries_crosses_with_it(error: VisitplanError) -> None:
    crossed = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(crossed) is type(error)
    assert str(crossed) == str(error)
    assert vars(crossed) == vars(error)
