"""Ids that are the same, or look the same."""

from collections.abc import Iterable

from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.words import folded


def note_same_ids(rows: Iterable[tuple[Fields, str]], column: str) -> None:
    """Note each id that stood before, or that differs only in case, width, blanks or the unseen."""
    seen: dict[str, tuple[Fields, str]] = {}
    for fields, name in rows:
        earlier, first = seen.setdefault(folded(name), (fields, name))
        if earlier is fields:
            continue
        row = earlier.spot().row
        if first == name:
            fields.refuse(
                column, Code.ID_TWICE, f"stands already in row {row}", "give each row its own id"
            )
        else:
            fields.refuse(
                column,
                Code.ID_LOOKALIKE,
                f"looks the same as the id in row {row}",
                "write one id always alike, and different ids differently",
            )
