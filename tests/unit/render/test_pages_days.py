"""The page of several days links them all, and tells of each case that is left out once."""

from datetime import timedelta

from hostile_plan import a_hostile_sample
from sample_plan import a_sample
from visitplan.domain.plan import Plan
from visitplan.render.days_page import days_page


def two_days() -> tuple[Plan, Plan]:
    plan, _, _ = a_sample()
    return plan, plan.model_copy(update={"date": plan.date + timedelta(days=1)})


def test_it_links_to_the_overview_of_every_day() -> None:
    html = days_page(two_days())
    for plan in two_days():
        assert f'href="{plan.date}/index.html"' in html


def test_it_tells_each_case_that_is_left_out_with_its_reason() -> None:
    (first, _), html = two_days(), days_page(two_days()[:1])
    for each in first.unassigned:
        assert html.count(f">{each.case_id}<") == 1
        assert each.reason.split(";")[0][:20] in html


def test_what_a_kept_day_left_out_is_told_by_the_others_alone() -> None:
    first, second = two_days()
    nothing = second.model_copy(update={"unassigned": (), "ineligible": ()})
    html = days_page((first, nothing), kept=frozenset({first.date}))

    assert "kept as published" in html
    assert "Left out on all days" not in html


def test_it_names_no_customer_and_no_place() -> None:
    plan, day, _ = a_sample()
    html = days_page((plan,))
    assert not any(case.customer in html for case in day.cases if case.customer)
    assert not any(case.place.address in html for case in day.cases if case.place.address)


def test_hostile_text_stays_text() -> None:
    plan, _, _ = a_hostile_sample()
    assert "<script>alert" not in days_page((plan,))
