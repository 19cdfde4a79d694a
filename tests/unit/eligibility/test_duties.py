"""What the policy asks at the door and afterwards, each with its source."""

from typing import Any

import pytest

from builders import a_policy
from unit.eligibility.before_the_gate import shipped_policy
from unit.eligibility.some_figures import a_rule
from visitplan.domain.duty import Duty
from visitplan.domain.terms import Retention
from visitplan.eligibility.duties import DUTIES, duties_of
from visitplan.eligibility.library import shipped_names

KEPT = Retention(category="call_recording", minimum_days=7, maximum_days=9)


def sentences(**figures: Any) -> list[tuple[str, str]]:
    return [(duty.kind, duty.sentence) for duty in duties_of(a_policy(**figures))]


def test_a_policy_that_asks_nothing_has_no_duties() -> None:
    assert sentences() == []


@pytest.mark.parametrize(
    ("figures", "kind", "sentence"),
    [
        ({"required_credentials": frozenset({"id_card"})}, "credential",
         "Show your id card before anything else."),
        ({"may_be_told": frozenset()}, "told",
         "Speak of the matter only with the customer in person and with nobody else."),
        ({"may_be_told": frozenset({"guarantor"})}, "told",
         ("Speak of the matter only with the customer in person, and besides only with the "
          "guarantor.")),
        ({"may_help_locate": frozenset()}, "locate", "Ask nobody where the customer can be found."),
        ({"may_help_locate": frozenset({"named_contact"})}, "locate",
         "Ask only whom the customer named where the customer can be found."),
        ({"payment_at_door": "forbidden"}, "payment", "Take no payment at the door."),
        ({"payment_at_door": "with_receipt"}, "payment",
         "Take a payment only against a receipt, on the spot."),
        ({"recording": "forbidden"}, "recording", "Record neither sound nor pictures."),
        ({"recording_duty": True}, "recording", "Record the whole visit."),
        ({"agent_change_days": 0}, "agent_change",
         "Let nobody go in your place: the customer hears before if another agent comes."),
        ({"conduct": ("Leave when asked.",)}, "conduct", "Leave when asked."),
        ({"retention": (KEPT,)}, "retention",
         "Keep every call recording for at least 7 days and at most 9 days after its last entry."),
    ],
)  # fmt: skip
def test_each_figure_is_a_sentence(figures: dict[str, Any], kind: str, sentence: str) -> None:
    assert sentences(**figures) == [(kind, sentence)]


def test_each_duty_is_signed_by_the_rule_that_asks_for_it() -> None:
    rules = (
        a_rule(sets="conduct", id="one", pack="first", figure="Be kind."),
        a_rule(sets="conduct", id="two", pack="second", figure="Leave when asked."),
    )
    asked = duties_of(a_policy(conduct=("Be kind.", "Leave when asked."), rules=rules))
    assert [(duty.pack, duty.source) for duty in asked] == [
        ("first", "A law (rule one)"),
        ("second", "A law (rule two)"),
    ]


@pytest.mark.parametrize("pack", shipped_names())
def test_every_duty_of_a_shipped_pack_names_a_pack_and_a_source(pack: str) -> None:
    asked = duties_of(shipped_policy(pack))
    assert {duty.kind for duty in asked} <= {kind for kind, _, _ in DUTIES}
    assert all(isinstance(duty, Duty) and "(rule " in duty.source for duty in asked)
