"""Scenarios that cannot be planned, each with its reason."""

from collections.abc import Sequence

from visitplan.domain.comparison import Failed
from visitplan.domain.finding import Finding
from visitplan.domain.scenario import Scenario
from visitplan.intake.scenarios.grids import shown


def said(scenario: Scenario) -> dict[str, str]:
    """Return a scenario's changes as they are printed."""
    return {key: shown(value) for key, value in scenario.changes.items()}


def failure(scenario: Scenario, findings: Sequence[Finding]) -> Failed:
    """Return a scenario that cannot be planned."""
    return Failed(
        name=scenario.name,
        title=scenario.title,
        changes=said(scenario),
        findings=tuple(findings),
    )


def no_travel(why: str) -> Finding:
    """Return why a scenario's places cannot be reached."""
    return _finding("VP-SC-020", why, "change places or streets of this scenario")


def no_answer(why: str) -> Finding:
    """Return why a scenario's search came to nothing."""
    return _finding("VP-SC-021", f"no plan: {why}", "run it again, or with more seconds")


def _finding(code: str, problem: str, remedy: str) -> Finding:
    return Finding(
        severity="error", code=code, file="scenarios.toml", problem=problem, remedy=remedy
    )
