"""Who somebody is decides nothing, and whether areas are treated alike is told, of nobody alone."""

import pytest

from builders import a_case, a_day, a_place, a_policy
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.burden.areas import SMALLEST
from visitplan.burden.planned import PlanOfDay
from visitplan.burden.story import burden_of
from visitplan.domain.burden import AreaShare, Burden
from visitplan.domain.policy import Penalties
from visitplan.domain.value import Value
from visitplan.domain.visit import Visit
from visitplan.intake.forbidden import is_forbidden
from visitplan.routing.statement import VisitTerms


@pytest.mark.parametrize("value", [Visit, VisitTerms, Penalties, Burden, AreaShare])
def test_nothing_that_scores_or_audits_has_a_place_for_who_somebody_is(value: type[Value]) -> None:
    assert not {field for field in value.model_fields if is_forbidden(field)}


@pytest.mark.parametrize("name", ["Sample", "样例", "Al-Sample", "Sampleová"])
@pytest.mark.parametrize("street", ["Palace Road", "Shanty Lane"])
def test_neither_a_name_nor_a_street_changes_the_plan(name: str, street: str) -> None:
    named = tuple(
        a_case(n, customer=f"{name} {n}", place=a_place(60.165 + n / 1000, address=f"{street} {n}"))
        for n in (1, 2, 3)
    )
    nameless = tuple(a_case(n, customer=None, place=a_place(60.165 + n / 1000)) for n in (1, 2, 3))
    assert (
        plan_here(a_day(cases=named), BEELINE).plan
        == plan_here(a_day(cases=nameless), BEELINE).plan
    )


def shares(near: int, far: int) -> list[tuple[bool, int, int]]:
    """Return the shares of a day with cases near the branch, and far off, too dear to visit."""
    cheap = Penalties(must=100_000, high=1_000, normal=1_000, low=1_000)
    cases = (
        *(a_case(n, place=a_place(60.165 + n / 10_000, 24.945)) for n in range(1, near + 1)),
        *(a_case(50 + n, place=a_place(60.365 + n / 10_000, 24.945)) for n in range(far)),
    )
    planned = plan_here(a_day(cases=cases, policy=a_policy(penalties=cheap)), BEELINE)
    told = burden_of([PlanOfDay(planned.day, planned.plan)]).areas
    return [(share.area is None, share.eligible, share.visited) for share in told]


def test_an_area_that_is_passed_over_shows() -> None:
    assert shares(near=6, far=5) == [(False, 6, 6), (False, 5, 0)]


def test_an_area_of_few_people_does_not() -> None:
    assert shares(near=6, far=SMALLEST - 1) == [(True, 10, 6)]
