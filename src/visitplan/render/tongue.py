"""The language that a sheet is read in: English, or another that the caller has sentences for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from visitplan.render.along import LegView
from visitplan.render.wording import distance


@dataclass(frozen=True)
class Tongue:
    """How English sentences are told to a reader.

    ``text`` takes a sentence of the sheet, ``retell`` one that a station, a rule or an agent's
    list has written; either returns what it does not know as it was. ``language`` is the code
    that the sheet is marked with.
    """

    language: str = "en"
    text: Callable[[str], str] = str
    retell: Callable[[str], str] = str

    def said(self, sentence: str) -> str:
        """Return a sentence that is our own or a rule's."""
        return self.retell(self.text(sentence))

    def long_date(self, day: date) -> str:
        """Return a day with its weekday: ``Tuesday, 24 November 2026``."""
        form = "EEEE, d MMMM y" if self.language == "en" else "full"
        return str(format_date(day, form, locale=self.language))

    def minutes(self, seconds: int) -> str:
        """Return seconds as minutes, rounded up: ``61`` is ``2 min``."""
        return self.text("%(count)s min") % {"count": -(-seconds // 60)}

    def measure(self, leg: LegView) -> str:
        """Return how long a leg takes and how far it is: ``4 min, 1.2 km``."""
        return self.text("%(time)s, %(way)s") % {
            "time": self.minutes(leg.seconds),
            "way": distance(leg.metres),
        }


ENGLISH = Tongue()
