"""Packs merge to the strictest, whatever their order, grouping and number."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.eligibility.some_figures import FIGURES, figures, merged_rules
from visitplan.domain.policy import Policy
from visitplan.eligibility.bindings import BINDINGS
from visitplan.eligibility.merging import Merged, merge, merge_all

few = settings(max_examples=25, deadline=None, derandomize=True)
fields = pytest.mark.parametrize("field", sorted(BINDINGS))


def test_every_figure_is_drawn_and_is_a_field_of_the_policy() -> None:
    assert FIGURES.keys() == BINDINGS.keys()
    assert BINDINGS.keys() <= Policy.model_fields.keys()


def test_only_names_and_prices_are_bound_by_no_rule() -> None:
    assert set(Policy.model_fields) - BINDINGS.keys() == {
        "pack", "version", "source", "packs", "rules", "jurisdictions",
        "penalties", "not_preferred", "stability",
    }  # fmt: skip


@fields
def test_a_figure_met_with_itself_stays_what_it_is(field: str) -> None:
    @few
    @given(figure=figures(field))
    def holds(figure: Any) -> None:
        assert BINDINGS[field].meet(figure, figure) == figure

    holds()


@fields
def test_the_order_of_two_figures_does_not_matter(field: str) -> None:
    @few
    @given(a=figures(field), b=figures(field))
    def holds(a: Any, b: Any) -> None:
        assert BINDINGS[field].meet(a, b) == BINDINGS[field].meet(b, a)

    holds()


@fields
def test_the_grouping_of_three_figures_does_not_matter(field: str) -> None:
    meet = BINDINGS[field].meet

    @few
    @given(a=figures(field), b=figures(field), c=figures(field))
    def holds(a: Any, b: Any, c: Any) -> None:
        assert meet(meet(a, b), c) == meet(a, meet(b, c))

    holds()


@fields
def test_what_is_met_is_never_looser_than_either(field: str) -> None:
    binding = BINDINGS[field]

    @few
    @given(a=figures(field), b=figures(field))
    def holds(a: Any, b: Any) -> None:
        met = binding.meet(a, b)
        assert binding.meet(met, a) == binding.meet(met, b) == met
        assert not binding.loosens(met, a)
        assert not binding.loosens(met, b)

    holds()


@fields
def test_a_figure_is_not_looser_than_itself(field: str) -> None:
    @few
    @given(figure=figures(field))
    def holds(figure: Any) -> None:
        assert not BINDINGS[field].loosens(figure, figure)
        assert BINDINGS[field].replace(figure, figure) == figure

    holds()


@few
@given(a=merged_rules(), b=merged_rules(), c=merged_rules())
def test_packs_merge_alike_in_any_order_and_grouping(a: Merged, b: Merged, c: Merged) -> None:
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, b) == merge(b, a)
    assert merge(a, a) == a
    assert merge(a, b).rules_in_order() == merge(b, a).rules_in_order()


@few
@given(parts=st.lists(merged_rules(), max_size=3))
def test_every_field_spoken_of_names_the_rules_that_spoke(parts: list[Merged]) -> None:
    together = merge_all(parts)
    rules = together.rules_in_order()
    assert {rule.sets for rule in rules} == together.figures.keys()
    assert len(rules) == len(together.rules)
