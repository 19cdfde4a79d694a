"""README says what there is: commands, exit codes, tables and their columns, settings."""

import re
from datetime import date
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from visitplan import errors
from visitplan.cli.main import cli
from visitplan.domain.day import SearchLimits
from visitplan.domain.policy import Penalties
from visitplan.intake.columns import TABLES
from visitplan.intake.pay import COLUMNS as PAY
from visitplan.intake.template import write_template

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(getattr(get_command(cli), "commands"))  # noqa: B009 - typed only as a command
SETTINGS = {*SearchLimits.model_fields, *Penalties.model_fields, *PAY}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_readme(command: str) -> None:
    assert f"`visitplan {command}" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example_and_speaks_json(command: str) -> None:
    shown = CliRunner().invoke(cli, [command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert shown.exit_code == 0
    assert f"Example: visitplan {command}" in shown.output
    assert "--json" in shown.output


def test_every_exit_code_is_in_readme() -> None:
    tree = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.exit_code for kind in tree if issubclass(kind, errors.VisitplanError)} - {1}
    for code in codes | {0, 70, 130, 143}:
        assert f"| {code} |" in README


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_in_readme(table: str) -> None:
    assert f"`{table}`" in README
    assert [column for column in TABLES[table] if f"`{column}`" not in README] == []


def test_every_setting_of_the_template_is_in_readme(tmp_path: Path) -> None:
    write_template(tmp_path, today=date(2026, 11, 24))
    text = (tmp_path / "day.toml").read_text(encoding="utf-8")
    keys = set(re.findall(r"^(?:# )?([a-z_]+) = ", text, re.MULTILINE)) | SETTINGS
    days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
    assert sorted(key for key in keys - days if f"`{key}`" not in README) == []
