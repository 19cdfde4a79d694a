"""Asking a service: at its pace, once more where that may help, and never after it refused.

The only place where anything is tried again.
"""

from collections.abc import Callable
from typing import NamedTuple

from visitplan.domain.geocoding import Candidate, GeocodingSettings
from visitplan.travel.geocoding.forms import forms

TRIES = 3
"""How often one address is asked for while nobody answers."""

FIRST_WAIT_SECONDS = 1.0
"""Before the second try; doubled before each further one."""

MOST_SILENCES = 3
"""After so many addresses in a row without an answer that can be read nobody is asked any more."""

Service = Callable[[str], tuple[Candidate, ...]]
"""Answers with candidates, best first; raises Refused, Unanswered or Unreadable."""


class AskingError(Exception):
    """No answer; the reason in plain words, quoting nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(AskingError):  # noqa: N818 - what the service did
    """The service does not want to be asked; ``retry_after`` in seconds, if it says so."""

    def __init__(self, reason: str, *, retry_after: float | None = None) -> None:
        super().__init__(reason if retry_after is None else f"{reason}, for {retry_after:g} s")
        self.retry_after = retry_after


class Unanswered(AskingError):  # noqa: N818
    """Too slow, down, or in trouble: another try may help."""


class Unreadable(AskingError):  # noqa: N818
    """It answered, but nothing that means anything."""


class Time(NamedTuple):
    """What the world's time is to whoever has to wait: seconds of any clock, and waiting."""

    seconds: Callable[[], float]
    wait: Callable[[float], None]


class Asker:
    """Asks one service within a rate, a budget and its patience."""

    def __init__(self, service: Service, settings: GeocodingSettings, time: Time) -> None:
        self._service, self._time = service, time
        self._left = settings.budget
        self._pause = 1 / settings.rate
        self._next = float("-inf")
        self._silences = 0
        self._closed: str | None = None

    @property
    def closed(self) -> str | None:
        """Why nobody is asked any more in this run; None while somebody is."""
        if self._closed is None and self._left <= 0:
            return "the budget of questions is used up"
        return self._closed

    def ask(self, address: str) -> tuple[Candidate, ...]:
        """Return the candidates of an address; raises AskingError where there is no answer."""
        if self.closed:
            raise Refused(self.closed)
        try:
            found = self._in_any_form(address)
        except Refused as refusal:
            self._closed = refusal.reason
            raise
        except (Unanswered, Unreadable) as silence:
            self._silences += 1
            if self._silences >= MOST_SILENCES:
                self._closed = silence.reason
            raise
        self._silences = 0
        return found

    def _in_any_form(self, address: str) -> tuple[Candidate, ...]:
        for form in forms(address):
            if found := self._until_answered(form):
                return found
        return ()

    def _until_answered(self, address: str) -> tuple[Candidate, ...]:
        for try_ in range(TRIES):
            try:
                return self._once(address)
            except Unanswered:
                if try_ == TRIES - 1 or self._left <= 0:
                    raise
                self._time.wait(FIRST_WAIT_SECONDS * 2**try_)
        raise AssertionError("the last try returns or raises")

    def _once(self, address: str) -> tuple[Candidate, ...]:
        early = self._next - self._time.seconds()
        if early > 0:
            self._time.wait(early)
        self._next = self._time.seconds() + self._pause
        self._left -= 1
        return self._service(address)
