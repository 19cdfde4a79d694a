"""Whoever appears in what is shipped was made up, and says so by the name."""

import re
from pathlib import Path

import pytest

from builders import TODAY
from unit.intake.day_folder import write_template
from visitplan.app.opening import read_day
from visitplan.domain.day import Day

EXAMPLES = Path(__file__).parents[3] / "examples"
SHIPPED = sorted(folder.parent.name for folder in EXAMPLES.glob("*/day.toml"))
MADE_UP = re.compile(r"(?:Customer|Agent) \d+|\w{1,3}样例(?:\d+|[一二三四五六七八九十]+)")


@pytest.fixture(scope="module", params=[*SHIPPED, "the template"])
def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = EXAMPLES / request.param
    if request.param == "the template":
        folder = tmp_path_factory.mktemp("template") / "day"
        write_template(folder, today=TODAY)
    return read_day(folder).day


def test_there_is_something_to_look_at() -> None:
    assert "helsinki" in SHIPPED


def test_every_customer_and_every_agent_is_plainly_a_sample(day: Day) -> None:
    names = {case.customer for case in day.cases if case.customer}
    names |= {agent.name for agent in day.agents}
    assert {name for name in names if not MADE_UP.fullmatch(name)} == set()


def test_no_door_note_and_no_outcome_tells_of_a_person(day: Day) -> None:
    told = [case.door_note for case in day.cases] + [contact.outcome for contact in day.contacts]
    assert not [
        text for text in told if text and re.search(r"\d{5,}|@|\bM[rs]s?\b|先生|女士", text)
    ]
