"""What a street network is made of, so that people can tell whether to trust it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from visitplan.domain.value import Metres, Mode, Value

LONGEST_RULE = 255
"""The longest text that OpenStreetMap keeps in a tag."""

Share = Annotated[float, Field(ge=0, le=1)]


class ModeReport(Value):
    """The streets of one mode: what it may use, and what of that hangs together.

    ``pieces`` counts the parts of the map that no street connects; ``metres`` are all that the mode
    may use, of which ``kept_metres`` can be reached from the rest of the town and left again.
    """

    mode: Mode
    junctions: int
    segments: int
    pieces: int
    metres: Metres
    kept_metres: Metres


class ClassReport(Value):
    """The streets of one class: their length, the mean speed on them, and what their tags tell.

    Shares are of the length; ``kmh`` is that of cars, None where they do not go.
    """

    road_class: str
    metres: Metres
    kmh: float | None
    limit_share: Share
    name_share: Share
    one_way_share: Share


class HourlyRule(Value):
    """What a tag of OpenStreetMap says of so many metres of streets for some hours only.

    It is not obeyed: at any hour the street is open to those to whom its other tags open it.
    """

    tag: str
    rule: Annotated[str, Field(max_length=LONGEST_RULE)]
    metres: Metres


class StreetReport(Value):
    """A street network as it was compiled with one set of speeds.

    ``turn_restrictions`` is None where the source tells none whatever the streets are like;
    ``hourly_turns`` more hold at some hours only and are not obeyed, nor are ``hourly_rules``.
    """

    label: str
    as_of: date | None
    attribution: str
    calibration: float
    addresses: int
    turn_restrictions: int | None
    hourly_turns: int = 0
    hourly_rules: tuple[HourlyRule, ...] = ()
    modes: tuple[ModeReport, ...]
    classes: tuple[ClassReport, ...]
