"""What the shift of a crew is called: after the shifts that it joins, who drives first."""

from collections.abc import Collection, Iterable

from visitplan.domain.value import Id

JOIN = "+"


def crew_id(shift_ids: Iterable[Id]) -> Id:
    """Return the id of the shift that these are joined into: ``A01/1+A02/1``."""
    return JOIN.join(shift_ids)


def names_crew(shift_id: Id, known: Collection[Id]) -> bool:
    """Return whether an id that is no shift's own is that of a crew of known shifts."""
    pieces = shift_id.split(JOIN)
    return len(pieces) > 1 and shift_id not in known and all(piece in known for piece in pieces)
