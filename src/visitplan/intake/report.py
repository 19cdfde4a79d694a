"""All findings of all files, collected: reading never stops at the first."""

from collections.abc import Iterable
from typing import NamedTuple

from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import printable


class Spot(NamedTuple):
    """Where something was noticed."""

    file: str
    row: int | None = None
    column: str | None = None


class Report:
    """Grows while files are read; asked once, at the end."""

    def __init__(self) -> None:
        self._errors: list[Finding] = []
        self._warnings: list[Finding] = []

    def error(self, code: Code, spot: Spot, problem: str, remedy: str) -> None:
        """Note what makes the day unreadable."""
        self._errors.append(_finding("error", code, spot, problem, remedy))

    def warn(self, code: Code, spot: Spot, problem: str, remedy: str) -> None:
        """Note what somebody should look at; the day stays readable."""
        self._warnings.append(_finding("warning", code, spot, problem, remedy))

    def misread(self, spot: Spot, misread: MisreadError) -> None:
        """Note a value that could not be taken."""
        self.error(misread.code, spot, misread.problem, misread.remedy)

    def add(self, findings: Iterable[Finding]) -> None:
        """Note what was found by whoever reads packs."""
        for finding in findings:
            (self._errors if finding.severity == "error" else self._warnings).append(finding)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The warnings in order of file and row."""
        return _ordered(self._warnings)

    def raise_if_refused(self) -> None:
        """Raise InputError with everything, errors first, if there is any error."""
        if self._errors:
            raise InputError(_ordered(self._errors) + self.warnings)


def _finding(severity: str, code: Code, spot: Spot, problem: str, remedy: str) -> Finding:
    return Finding.model_validate(
        {
            "severity": severity,
            "code": code.value,
            "file": printable(spot.file),
            "row": spot.row,
            "column": None if spot.column is None else printable(spot.column),
            "problem": printable(problem),
            "remedy": printable(remedy),
        }
    )


def _ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return each finding once (a place may be asked for twice), by file and row."""
    return tuple(
        sorted(dict.fromkeys(findings), key=lambda finding: (finding.file, finding.row or 0))
    )
