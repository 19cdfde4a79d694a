"""Where things are."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from visitplan.domain.value import Value

PlaceKind = Literal["home", "work", "branch", "public", "relative", "hospital", "school", "other"]
"""What an address is to the customer; ``branch`` is an office of the lender."""

PLACE_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)


class Point(Value):
    """A WGS84 coordinate in decimal degrees."""

    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Place(Value):
    """An address, a point, or both, and how the point was come by.

    ``precision`` is None until somebody located the place: ``given`` (the input had
    coordinates), ``exact`` (this house number) or ``interpolated`` (a neighbouring number of the
    same street). ``problem`` says why it cannot be reached; such a place is never planned.
    """

    address: str | None = None
    point: Point | None = None
    precision: Literal["given", "exact", "interpolated"] | None = None
    problem: str | None = None
