"""A place: an address, a point, or both."""

from visitplan.domain.place import Place
from visitplan.intake.codes import Code
from visitplan.intake.coordinates import point
from visitplan.intake.fields import Fields
from visitplan.intake.words import plain_text


def place(fields: Fields, *, prefix: str = "") -> Place | None:
    """Return the place of the columns address, lat and lon; None when unusable (then noted)."""
    where = point(fields, prefix=prefix)
    address = fields.get(f"{prefix}address", plain_text)
    if not any(fields.has(f"{prefix}{name}") for name in ("address", "lat", "lon")):
        fields.refuse(
            f"{prefix}address",
            Code.PLACE_MISSING,
            "there is neither an address nor a point",
            f"fill in {prefix}address, or {prefix}lat and {prefix}lon",
        )
    if where is None and address is None:
        return None
    return Place(address=address, point=where, precision="given" if where else None)
