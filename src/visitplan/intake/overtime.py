"""Overtime: ``8h +50%; 10h +100%``, percents of the wage on top of it."""

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import NamedTuple

from visitplan.domain.agent import OvertimeTier
from visitplan.intake.codes import Code
from visitplan.intake.durations import hours
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import parts

_TIER = re.compile(r"(?P<beyond>[^+%]{1,12}?) ?\+ ?(?P<percent>\d{1,4}(?:\.\d{1,2})?) ?%", re.ASCII)


class Premium(NamedTuple):
    """From this many seconds of paid time on, each hour costs this many percent more."""

    beyond_seconds: int
    percent: Decimal

    def tier(self, wage: int) -> OvertimeTier:
        """Return the tier at a wage in minor units per hour, rounded half up."""
        premium = (wage * self.percent / 100).to_integral_value(ROUND_HALF_UP)
        return OvertimeTier(beyond_seconds=self.beyond_seconds, premium_per_hour=int(premium))


def premiums(value: object) -> tuple[Premium, ...]:
    """Return the tiers sorted; later ones begin later and cost no less."""
    tiers = tuple(sorted(_premium(part) for part in parts(value)))
    for lower, upper in pairwise(tiers):
        if lower.beyond_seconds == upper.beyond_seconds or lower.percent > upper.percent:
            raise MisreadError(
                Code.OVERTIME_ORDER,
                "has tiers that begin together or fall",
                "let each later tier cost no less: 8h +50%; 10h +100%",
            )
    return tiers


def _premium(text: str) -> Premium:
    match = _TIER.fullmatch(text)
    if match is None:
        raise MisreadError(
            Code.OVERTIME_UNREADABLE,
            "holds an entry that is no overtime tier",
            "write 8h +50%; 10h +100%",
        )
    return Premium(hours(match["beyond"]), Decimal(match["percent"]))
