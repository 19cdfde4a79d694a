"""A finding: what is wrong with one spot of the input, and what would be right."""

from typing import Literal

from visitplan.domain.value import Value


class Finding(Value):
    """One thing noticed while reading the input.

    ``row`` counts as the user's editor does: the header is row 1 (in JSON, the first item is 1).
    ``code`` is stable across versions (``VP-IN-017``); texts may be reworded.
    """

    severity: Literal["error", "warning"]
    code: str
    file: str
    row: int | None = None
    column: str | None = None
    problem: str
    remedy: str

    def __str__(self) -> str:
        """One line: ``cases.csv:14:windows: error VP-IN-031: … → …``."""
        spot = ":".join(
            str(part) for part in (self.file, self.row, self.column) if part is not None
        )
        return f"{spot}: {self.severity} {self.code}: {self.problem} → {self.remedy}"
