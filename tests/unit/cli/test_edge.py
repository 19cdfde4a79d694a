"""What the command line takes from this machine, and how it lays out money."""

import signal
from pathlib import Path

import pytest

from visitplan.cli.asked import beside
from visitplan.cli.costs import saving, terms
from visitplan.cli.stopping import listening
from visitplan.cli.surroundings import cache_folder
from visitplan.domain.plan import Cost


def test_the_cache_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISITPLAN_CACHE", "/somewhere")
    assert cache_folder() == Path("/somewhere")


def test_the_cache_is_the_users_own_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISITPLAN_CACHE", raising=False)
    assert cache_folder().name == "visitplan"


def test_a_file_is_looked_for_here_and_then_in_the_day_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    day = tmp_path / "day"
    day.mkdir()
    name = Path("baseline.csv")
    assert beside(day, name) == name
    (day / name).touch()
    assert beside(day, name) == day / name
    name.touch()
    assert beside(day, name) == name


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_interrupts_and_is_remembered(number: signal.Signals, code: int) -> None:
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with listening() as stops, pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        assert stops.exit_code == code
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)


def test_a_signal_that_was_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with listening():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_savings_are_told_by_term_and_add_up() -> None:
    before, after = Cost(fixed=100, wage=900), Cost(fixed=100, wage=700, distance=50)
    saved = saving(before, after)
    assert (saved["wage"], saved["distance"], saved["total"]) == (200, -50, 150)
    assert saved["percent"] == 15.0
    assert sum(saved[term] for term in before.model_dump()) == saved["total"]


def test_nothing_saved_from_nothing_has_no_per_cent() -> None:
    assert saving(Cost(), Cost())["percent"] is None
    assert terms(Cost())["total"] == 0
