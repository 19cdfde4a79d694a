"""Nobody is visited unannounced, at work, too often, or after having answered: the baseline."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import TODAY, a_case, a_day, a_policy, an_agent, at
from unit.eligibility.pack_texts import governed
from visitplan.domain.agent import Credential
from visitplan.domain.contact import Contact
from visitplan.domain.policy import Policy
from visitplan.eligibility.gate import gate

CARDS = (Credential(kind="id_card"), Credential(kind="authorisation"))


def a_contact(days: int, channel: str, **changes: Any) -> Contact:
    defaults = {"at": at("10:00", TODAY - timedelta(days=days)), "reached": False}
    return Contact(**{"case_id": "C001", "channel": channel} | defaults | changes)


LETTER = a_contact(14, "letter", notice=True)
CALL = a_contact(10, "call")


def visited(folder: Path, *contacts: Contact, **case: Any) -> bool:
    """Tell whether a case is visited under the baseline, after what happened."""
    fields = governed(folder, "humane-baseline").fields
    policy = Policy.model_validate({"penalties": a_policy().penalties} | dict(fields or {}))
    day = a_day(
        policy=policy,
        cases=(a_case(1, **case),),
        agents=(an_agent(1, credentials=CARDS),),
        contacts=contacts,
    )
    return bool(gate(day).visits)


def test_who_was_warned_and_tried_from_afar_is_visited(tmp_path: Path) -> None:
    assert visited(tmp_path, LETTER, CALL)


@pytest.mark.parametrize(
    "contacts",
    {
        "nothing": (),
        "no notice": (CALL, a_contact(9, "sms")),
        "a single attempt": (LETTER,),
        "a notice too late": (a_contact(4, "letter", notice=True), CALL),
        "an answer": (LETTER, CALL, a_contact(8, "sms", answered_at=at("09:00", TODAY))),
        "a visit in the same week": (LETTER, CALL, a_contact(6, "visit")),
        "a talk in the same month": (LETTER, CALL, a_contact(29, "visit", reached=True)),
        "two attempts in the month": (
            LETTER, CALL, a_contact(9, "visit"), a_contact(20, "visit"),
        ),
        "a talk over another debt": (
            LETTER, CALL, a_contact(9, "visit", reached=True, case_id="other", debtor="D001"),
        ),
    }.items(),
    ids=lambda pair: pair[0],
)  # fmt: skip
def test_who_was_not_or_was_visited_before_is_not(
    tmp_path: Path, contacts: tuple[str, tuple[Contact, ...]]
) -> None:
    assert not visited(tmp_path, *contacts[1])


@pytest.mark.parametrize("kind", ["work", "public", "relative", "hospital", "school", "other"])
def test_nobody_is_visited_among_others(tmp_path: Path, kind: str) -> None:
    assert not visited(tmp_path, LETTER, CALL, place_kind=kind)
