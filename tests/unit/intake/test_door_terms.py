"""What the section ``[door]`` lets an agent agree to."""

from pathlib import Path

import pytest

from unit.intake.day_folder import a_folder
from visitplan.domain.door_terms import DoorTerms
from visitplan.errors import InputError
from visitplan.intake.reading import read_day


def test_an_agents_authority_is_read(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    written = {
        "door.telephone": "+358 40 1234567",
        "door.promise_days": 14,
        "door.instalments": 0,
        "door.position": "asked",
    }
    assert read_day(folder, overrides={}).day.door == DoorTerms()
    assert read_day(folder, overrides=written).day.door == DoorTerms(
        telephone="+358 40 1234567", promise_days=14, instalments=0, position="asked"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("telephone", "call Anna"),
        ("telephone", "+358 40 1234567\njavascript:"),
        ("promise_days", 0),
        ("instalments", 61),
        ("position", "always"),
    ],
)
def test_what_reaches_too_far_is_refused(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(InputError) as refused:
        read_day(a_folder(tmp_path), overrides={f"door.{key}": value})
    assert [finding.column for finding in refused.value.findings] == [f"door.{key}"]
