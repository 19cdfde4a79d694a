"""How times, distances and money are put into words."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, get_currency_precision

from visitplan.domain.plan import Plan
from visitplan.domain.window import TimeWindow


@dataclass(frozen=True)
class Wording:
    """The words of one plan: its date, its zone, its currency."""

    date: date
    zone: ZoneInfo
    currency: str

    def clock(self, moment: datetime) -> str:
        """Return the wall clock of the zone, ``09:05``; a later day is marked, ``00:10 (+1)``."""
        local = moment.astimezone(self.zone)
        later = (local.date() - self.date).days
        return f"{local:%H:%M}" + (f" ({later:+d})" if later else "")

    def span(self, opening: datetime, closing: datetime) -> str:
        """Return both ends of a stretch of time, ``09:05–09:20``."""
        return f"{self.clock(opening)}–{self.clock(closing)}"

    def windows(self, windows: tuple[TimeWindow, ...]) -> str:
        """Return windows one after the other, ``09:00–12:00, 16:00–19:00``."""
        return ", ".join(self.span(window.opening, window.closing) for window in windows)

    def money(self, minor: int) -> str:
        """Return an amount of minor units as people write it, ``€1,234.50``."""
        precision = get_currency_precision(self.currency)
        return str(format_currency(minor / 10**precision, self.currency, locale="en"))

    @property
    def long_date(self) -> str:
        """The planning day, ``Tuesday, 24 November 2026``."""
        return str(format_date(self.date, "EEEE, d MMMM y", locale="en"))


def wording_of(plan: Plan) -> Wording:
    """Return the words of a plan."""
    return Wording(plan.date, plan.time_zone, plan.currency)


def minutes(seconds: int) -> str:
    """Return seconds as minutes, rounded up: ``61`` is ``2 min``."""
    return f"{-(-seconds // 60)}\N{NO-BREAK SPACE}min"


def hours(seconds: int) -> str:
    """Return seconds as hours and minutes, rounded to the minute: ``7 h 45 min``."""
    whole, rest = divmod((seconds + 30) // 60, 60)
    return f"{whole} h {rest:02d} min" if whole else f"{rest} min"


def distance(metres: int) -> str:
    """Return metres as people say them: ``350 m``, and from a kilometre on ``1.2 km``."""
    near = max(10, round(metres, -1))
    return kilometres(metres) if near >= 1000 else f"{near}\N{NO-BREAK SPACE}m"


def kilometres(metres: int) -> str:
    """Return metres as kilometres with one digit: ``12.4 km``."""
    return f"{metres / 1000:.1f}\N{NO-BREAK SPACE}km"
