"""What is wrong with a problem, by JSON path."""

from collections.abc import Sequence
from typing import Literal

from visitplan.domain.finding import Finding
from visitplan.errors import InputError

MOST = 100
"""Complaints of one kind that are told one by one."""


class Complaints:
    """Collects what is wrong in one file, and raises it all at once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._findings: list[Finding] = []

    def broken(self, path: str, problem: str, remedy: str) -> None:
        """Note what is no JSON, or not of VROOM's form."""
        self._note("error", "VP-VR-001", path, problem, remedy)

    def inconsistent(self, path: str, problem: str, remedy: str) -> None:
        """Note what contradicts another spot of the problem."""
        self._note("error", "VP-VR-002", path, problem, remedy)

    def unsupported(self, path: str, problem: str, remedy: str) -> None:
        """Note what VROOM's format has and visitplan cannot keep."""
        self._note("error", "VP-VR-003", path, problem, remedy)

    def ignored(self, path: str, problem: str, remedy: str) -> None:
        """Note what has no effect."""
        self._note("warning", "VP-VR-004", path, problem, remedy)

    def cautious(self, path: str, problem: str, remedy: str) -> None:
        """Note what is planned more strictly than VROOM would."""
        self._note("warning", "VP-VR-005", path, problem, remedy)

    def raise_errors(self) -> None:
        """Raise InputError with everything noted if any of it is an error."""
        if any(finding.severity == "error" for finding in self._findings):
            raise InputError(self._findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything noted so far."""
        return tuple(self._findings)

    def _note(
        self, severity: Literal["error", "warning"], code: str, path: str, *texts: str
    ) -> None:
        if sum(finding.code == code for finding in self._findings) >= MOST:
            return
        problem, remedy = texts
        self._findings.append(
            Finding(
                severity=severity,
                code=code,
                file=self._file,
                column=path or None,
                problem=problem,
                remedy=remedy,
            )
        )


def path_of(steps: Sequence[str | int]) -> str:
    """Return keys and positions as a JSON path: ``jobs[3].time_windows[0]``."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{_shown(step)}" if text else _shown(step)
    return text


def _shown(key: str) -> str:
    plain = "".join(sign if sign.isprintable() else "?" for sign in key)
    return plain if len(plain) <= 40 else plain[:39] + "…"
