"""The page of the burden tells of counts and case ids, and of nobody."""

from builders import a_case, a_place
from hostile_plan import EVERYTHING
from unit.burden.planned_visits import a_contact, planned
from visitplan.burden.story import burden_of
from visitplan.domain.burden import Burden
from visitplan.render.burden_page import burden_page, together


def a_burden(**case: object) -> Burden:
    """Return a burden with something in every section."""
    cases = [a_case(n, **{"household": "H1", **case}) for n in range(1, 7)]
    held = a_case(7, holds=("hardship",))
    day = planned(
        [(cases[0], "08:00"), (cases[1], "10:00"), (cases[2], "18:30")],
        cases[3:],
        [(held, ["no_hold_is_on"]), (a_case(8), ["notices_are_sent"])],
        contacts=(a_contact(9), a_contact(11)),
    )
    return burden_of([day])


def test_it_tells_every_part_in_words() -> None:
    page = burden_page(a_burden())
    for words in (
        "3 visits planned, 3 left out",
        "2 visits avoided",
        "no hold is on: hardship",
        ">notices are sent<",
        "nobody has called the customer yet",
        "called at 2 times before",
        "08:00–08:15",
        "50\N{NO-BREAK SPACE}%",
    ):
        assert words in page


def test_it_says_so_where_there_is_nothing_to_tell() -> None:
    page = burden_page(burden_of([planned()]))
    for words in (
        "Nothing: no rule",
        "None.",
        "No household",
        "No visit begins",
        "Fewer than five",
    ):
        assert words in page


def test_it_names_no_customer_no_place_and_no_household() -> None:
    page = burden_page(a_burden(customer="Somebody", place=a_place(address="Mill Lane 1")))
    assert not any(word in page for word in ("Somebody", "Mill Lane", "H1<"))


def test_hostile_text_stays_text() -> None:
    day = planned(refused=[(a_case(1), ["notices_are_sent"])])
    (refused,) = day.plan.ineligible
    refusal = refused.refusals[0].model_copy(update={"reason": EVERYTHING})
    hostile = refused.model_copy(update={"refusals": (refusal,)})
    plan = day.plan.model_copy(update={"ineligible": (hostile,)})
    page = burden_page(burden_of([day._replace(plan=plan)]))
    assert "PWN" in page
    assert not any(tag in page for tag in ("<script>window", "<img src=x", "<svg onload"))


def test_cases_with_the_same_reason_stand_together() -> None:
    burden = a_burden()
    groups = together(burden.steps)
    assert sum(len(group.case_ids) for group in groups) == len(burden.steps)
    assert len({(group.step, group.fate, group.reason) for group in groups}) == len(groups)
