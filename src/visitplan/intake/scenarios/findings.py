"""What may be wrong with a scenario, each noted at its file and key."""

from collections.abc import Collection

from visitplan.domain.finding import Finding
from visitplan.domain.scenario import Scenario
from visitplan.intake.words import nearest, printable

UNKNOWN_KEY = "VP-SC-001"
NOT_THERE = "VP-SC-002"
CONTRADICTION = "VP-SC-003"
WRONG_SHAPE = "VP-SC-004"
NAME_TWICE = "VP-SC-005"
NOTHING_CHANGED = "VP-SC-006"
NOTHING_ASKED = "VP-SC-007"
COMMON_TO_ALL = "VP-SC-008"


def finding(spot: tuple[str, str], code: str, problem: str, remedy: str) -> Finding:
    """Return an error at a file and a key."""
    file, key = spot
    return Finding(
        severity="error",
        code=code,
        file=printable(file),
        column=printable(key)[:200],
        problem=printable(problem),
        remedy=printable(remedy),
    )


def key_of(scenario: Scenario, key: str = "") -> str:
    """Return where a change stands in the file: ``scenarios.late.shift_start``."""
    section = f"grids.{scenario.grid}" if scenario.grid else f"scenarios.{scenario.name}"
    return f"{section}.{key}" if key else section


def meant(word: str, known: Collection[str], otherwise: str) -> str:
    """Return the remedy for a word that is not known: the nearest one, or what to do."""
    near = nearest(word, known)
    return f'did you mean "{printable(near)}"?' if near else otherwise
