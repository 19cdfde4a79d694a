"""What all requests share: the house that is served."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from visitplan.app.kept.assigned import Assigned
from visitplan.app.kept.benches import Benches
from visitplan.app.kept.carried_plans import CarriedPlans
from visitplan.app.surroundings import Surroundings
from visitplan.storage.database import Database
from visitplan.web.limiting import Meter
from visitplan.web.pages import Pages
from visitplan.web.passwords import Passwords
from visitplan.web.settings import WebSettings

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class House:
    """The database, the clock, and what is made once and used by every request.

    Parameters
    ----------
    clock
        Says when it is, in UTC.
    set_up_code
        What proves that a new administrator is whoever started the house; None where there is
        an administrator already.
    surroundings
        What use cases need of this machine: above all the folder where streets are kept.
    """

    database: Database
    clock: Callable[[], datetime]
    settings: WebSettings = field(default_factory=WebSettings)
    set_up_code: str | None = None
    passwords: Passwords = field(default_factory=Passwords)
    pages: Pages = field(default_factory=Pages)
    surroundings: Surroundings = field(default_factory=lambda: Surroundings(Path()))

    @cached_property
    def benches(self) -> Benches:
        """The plans that were looked at lately, prepared for the board."""
        return Benches(self.database, self.surroundings)

    @cached_property
    def carried(self) -> CarriedPlans:
        """The plans that agents are under way by."""
        return CarriedPlans(self.surroundings)

    @cached_property
    def assigned(self) -> Assigned:
        """Who was sent where by them."""
        return Assigned()

    @cached_property
    def known(self) -> Meter:
        """How often each of those who proved who they are has asked lately."""
        return Meter(self.settings.requests, A_MINUTE)

    @cached_property
    def unknown(self) -> Meter:
        """How often each address has asked lately without any proof."""
        return Meter(self.settings.requests_unknown, A_MINUTE)
