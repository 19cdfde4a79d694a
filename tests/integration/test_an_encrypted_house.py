"""A house whose database is encrypted, by its commands alone: kept, served, backed up, restored."""

import json
import os
import secrets
import subprocess
import sys
import urllib.request
from datetime import date
from pathlib import Path

import pytest

from visitplan.app.init import init

pytest.importorskip("sqlcipher3", reason="the extra encrypted is not installed")
pytest.importorskip("uvicorn", reason="the extra web is not installed")

VISITPLAN = str(Path(sys.executable).with_name("visitplan"))
CASE = b"C001"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return a_key(tmp_path / "key")


def a_key(file: Path) -> Path:
    file.write_text(secrets.token_hex(32), encoding="ascii")
    file.chmod(0o600)
    return file


def with_key(key: Path) -> dict[str, str]:
    return os.environ | {"VISITPLAN_KEY_FILE": str(key)}


def run(key: Path, *asked: object) -> "subprocess.CompletedProcess[str]":
    command = [VISITPLAN, *map(str, asked)]
    return subprocess.run(
        command, env=with_key(key), check=False, capture_output=True, text=True, timeout=60
    )


def test_a_day_goes_through_a_house_and_its_backup_without_being_readable_by_anybody(
    key: Path, tmp_path: Path
) -> None:
    day, house, other, backup = (tmp_path / name for name in ("day", "house", "other", "backup"))
    init(day, today=date(2026, 11, 24))
    for asked in (
        ("import", day, "--branch", "north", "--data", house),
        ("backup", backup, "--data", house),
        ("restore", backup, "--data", other),
    ):
        assert (done := run(key, *asked)).returncode == 0, done.stderr
    files = [backup, *house.iterdir(), *other.iterdir()]
    assert CASE in (day / "cases.csv").read_bytes()
    assert not any(CASE in file.read_bytes() for file in files)
    told = json.loads(run(key, "doctor", "--data", other, "--json").stdout)
    assert "yes" in json.dumps(told)
    refused = run(a_key(tmp_path / "another"), "doctor", "--data", other)
    assert refused.returncode == 6
    assert "its key is another one" in refused.stderr
    assert answers(key, other)


def answers(key: Path, house: Path) -> bool:
    """Serve a house and ask it for a page."""
    command = [VISITPLAN, "serve", "--data", str(house), "--port", "0", "--json"]
    with subprocess.Popen(
        command, env=with_key(key), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            lines = iter(server.stdout.readline, "}\n")  # type: ignore[union-attr]
            url = json.loads("".join(lines) + "}")["url"]
            with urllib.request.urlopen(f"{url}/sign-in", timeout=20) as answer:  # noqa: S310
                return bool(answer.status == 200)
        finally:
            server.terminate()
