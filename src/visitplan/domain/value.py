"""What all values of the domain share: frozen, complete at birth, nothing extra."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Value(BaseModel):
    """A frozen value; equal when its fields are equal.

    Python input is strict (no text where a number belongs); JSON input takes the JSON forms of
    the same types (``model_validate_json``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _plain(identifier: str) -> str:
    if identifier != identifier.strip() or not identifier.isprintable():
        raise ValueError("an id has no control characters and no blanks around it")
    return identifier


Id = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_plain)]
"""An opaque identifier, text always: '007' stays '007'."""

Seconds = Annotated[int, Field(ge=0)]
Metres = Annotated[int, Field(ge=0)]
Money = Annotated[int, Field(ge=0)]
"""An amount in minor units of the day's currency (cents, fen; yen where there is no minor unit)."""

Mode = Literal["drive", "two_wheeler", "walk", "transit"]
"""How somebody travels: by car, by a small motorcycle or scooter, on foot, by public transport.

Public transport has no streets of its own: its times are only known from a matrix of the user's.
"""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
