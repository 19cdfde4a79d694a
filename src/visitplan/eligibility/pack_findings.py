"""What may be wrong with packs: codes that stay, and findings that are collected, not raised."""

from collections.abc import Iterable
from enum import StrEnum

from visitplan.domain.finding import Finding
from visitplan.errors import InputError


class PackCode(StrEnum):
    """What may be noticed in a pack; texts may be reworded, codes may not."""

    UNKNOWN_PACK = "VP-PO-001"
    FILE_UNREADABLE = "VP-PO-002"
    TOML_BROKEN = "VP-PO-003"
    KEY_UNKNOWN = "VP-PO-004"
    KEY_MISSING = "VP-PO-005"
    VALUE_UNREADABLE = "VP-PO-006"
    RULE_UNKNOWN = "VP-PO-007"
    FIGURE_UNREADABLE = "VP-PO-008"
    UNIT_OTHER = "VP-PO-009"
    SOURCE_MISSING = "VP-PO-010"
    DATES_MISSING = "VP-PO-011"
    DATES_OVERLAP = "VP-PO-012"
    DATES_INVERTED = "VP-PO-013"
    ID_UNCLEAR = "VP-PO-014"
    LOOSER = "VP-PO-015"
    WAIVER_UNVERIFIED = "VP-PO-016"
    CIRCULAR = "VP-PO-017"
    CALENDAR_UNKNOWN = "VP-PO-018"
    NOTHING_BINDS = "VP-PO-019"
    NO_HOURS = "VP-PO-020"
    CONTRADICTION = "VP-PO-021"
    UNVERIFIED = "VP-PO-022"
    WAIVED = "VP-PO-023"
    NOTHING_INHERITED = "VP-PO-024"
    DATE_PLACEHOLDER = "VP-PO-025"
    NO_LONGEST = "VP-PO-026"
    DATES_UNKNOWN = "VP-PO-027"


class Noticed:
    """Findings in the order in which they were noticed, each once."""

    def __init__(self) -> None:
        self._findings: dict[Finding, None] = {}

    def error(self, code: PackCode, spot: tuple[str, str | None], problem: str, fix: str) -> None:
        """Note what makes a pack unusable; ``spot`` is a file and a key in it."""
        self._note("error", code, spot, (problem, fix))

    def warn(self, code: PackCode, spot: tuple[str, str | None], problem: str, fix: str) -> None:
        """Note what somebody should know."""
        self._note("warning", code, spot, (problem, fix))

    def extend(self, findings: Iterable[Finding]) -> None:
        """Note what was noticed elsewhere."""
        self._findings.update(dict.fromkeys(findings))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything noticed."""
        return tuple(self._findings)

    @property
    def refused(self) -> bool:
        """Tell whether anything is an error."""
        return any(finding.severity == "error" for finding in self._findings)

    def raise_if_refused(self) -> None:
        """Raise InputError with everything, if there is any error."""
        if self.refused:
            raise InputError(self.findings)

    def _note(
        self,
        severity: str,
        code: PackCode,
        spot: tuple[str, str | None],
        texts: tuple[str, str],
    ) -> None:
        file, key = spot
        written = {"severity": severity, "code": code.value, "file": file, "column": key}
        texts_by_name = dict(zip(("problem", "remedy"), map(_printable, texts), strict=True))
        finding = Finding.model_validate(written | texts_by_name)
        self._findings[finding] = None


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())
