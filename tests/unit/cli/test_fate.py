"""What becomes of one case, told from a plan."""

from datetime import timedelta

import pytest

from builders import TODAY, at
from sample_plan import a_sample
from visitplan.cli.fate import fate_of
from visitplan.domain.plan import Elsewhere
from visitplan.errors import InputError

TOMORROW = TODAY + timedelta(days=1)
PLAN = a_sample()[0].model_copy(
    update={
        "elsewhere": (
            Elsewhere(case_id="X1", date=TOMORROW, arrival=at("10:00", TOMORROW)),
            Elsewhere(case_id="X2", date=TOMORROW),
        )
    }
)


@pytest.mark.parametrize(("case_id", "what"), [("X1", "visited"), ("X2", "not visited")])
def test_a_case_of_another_days_plan_is_pointed_to(case_id: str, what: str) -> None:
    fate = fate_of(PLAN, case_id)
    assert fate.lines == [
        f"{case_id} is {what}, as the plan of {TOMORROW} tells: explain that plan"
    ]
    assert fate.plain["fate"] == "elsewhere"
    assert fate.plain["elsewhere"]["date"] == str(TOMORROW)


def test_a_case_of_no_plan_is_an_error() -> None:
    with pytest.raises(InputError, match="does not know this case"):
        fate_of(PLAN, "X3")
