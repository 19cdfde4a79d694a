"""What is held of people is what a lawful visit needs, and a pack may say how long."""

from pathlib import Path

import pytest

from builders import a_policy
from unit.eligibility.pack_texts import a_pack, a_rule, governed
from unit.intake.day_folder import a_folder, cell
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.policy import Policy
from visitplan.intake.codes import Code
from visitplan.intake.columns import TABLES
from visitplan.intake.reading import read_day

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("table", ["cases", "agents", "contacts"])
def test_a_column_that_nobody_needs_is_not_kept(tmp_path: Path, table: str) -> None:
    folder = a_folder(tmp_path, cell(f"{table}.csv", 2, "hobby", "chess-player"))
    reading = read_day(folder)
    assert "chess-player" not in reading.day.model_dump_json()
    assert Code.COLUMN_UNKNOWN in [finding.code for finding in reading.findings]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_that_is_held_is_documented(table: str) -> None:
    assert [column for column in TABLES[table] if f"`{column}`" not in README] == []


def test_what_was_said_at_a_door_has_no_place_in_the_ledger() -> None:
    assert not {"note", "text", "recording", "photo", "amount"} & Contact.model_fields.keys()
    assert (
        not {"phone", "email", "employer", "photo"}
        & Day.model_json_schema()["$defs"]["Case"]["properties"].keys()
    )


def test_of_two_packs_the_longer_duty_and_the_shorter_limit_bind(tmp_path: Path) -> None:
    one = a_pack(a_rule("retention", '[{ category = "visits", minimum_days = 730 }]'))
    figure = '[{ category = "visits", minimum_days = 365, maximum_days = 1095 }]'
    two = a_pack(a_rule("retention", figure), name="theirs")
    fields = governed(tmp_path, "humane-baseline", one, two).fields
    assert fields is not None
    policy = Policy.model_validate({"penalties": a_policy().penalties} | dict(fields))
    (kept,) = policy.retention
    assert (kept.category, kept.minimum_days, kept.maximum_days) == ("visits", 730, 1095)
