"""Findings on the screen: one line each, the first hundred shown, the rest counted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from visitplan.cli.screen import error_screen

if TYPE_CHECKING:
    from visitplan.domain.finding import Finding

MOST_SHOWN = 100
STYLES = {"error": "red", "warning": "yellow"}


def print_findings(findings: Sequence["Finding"]) -> None:
    """Print findings on standard error, as ``file:row:column: severity code: problem → remedy``."""
    screen = error_screen()
    for finding in findings[:MOST_SHOWN]:
        screen.print(str(finding), style=STYLES[finding.severity], soft_wrap=True)
    if len(findings) > MOST_SHOWN:
        screen.print(f"… and {len(findings) - MOST_SHOWN} more findings", soft_wrap=True)
