"""The sections ``[branches.NAME]``: offices where shifts may start or end."""

from collections.abc import Mapping

from visitplan.domain.place import Place
from visitplan.intake.fields import Fields
from visitplan.intake.places import place
from visitplan.intake.words import control_in


def read_branches(sections: Mapping[str, Fields]) -> dict[str, Place]:
    """Return the branches by name."""
    found: dict[str, Place] = {}
    for name, fields in sections.items():
        fields.warn_of_unknown(("address", "lat", "lon"))
        if misread := control_in(name):
            fields.misread(None, misread)
        if where := place(fields):
            found[name] = where
    return found
