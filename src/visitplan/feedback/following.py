"""What follows from outcomes: entries of the ledger, and holds; each follows once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from visitplan.domain.case import DatedHold, Hold
from visitplan.domain.contact import Contact
from visitplan.domain.outcome import Outcome
from visitplan.domain.place import PlaceKind


class Visited(NamedTuple):
    """What must be known of a case that was visited, or of the others of the same person.

    ``holds`` are those that stay until they are lifted, ``ending`` those that end by themselves.
    """

    id: str
    debtor: str
    household: str | None
    place_kind: PlaceKind
    holds: tuple[Hold, ...]
    ending: tuple[DatedHold, ...] = ()

    def has(self, new: "NewHold") -> bool:
        """Tell whether a hold stands already: the same one, or one that nothing ends."""
        alike = DatedHold(hold=new.hold, starts=new.starts, ends=new.ends)
        return new.hold in self.holds or alike in self.ending


class NewHold(NamedTuple):
    """A hold that a case has from now on: from ``starts`` to ``ends``, where they are known."""

    case_id: str
    hold: Hold
    starts: date | None = None
    ends: date | None = None


class Following(NamedTuple):
    """What is new by some outcomes.

    ``known`` are those that the ledger told of already; of ``not_rung`` nobody was at the door,
    so the ledger has nothing to tell.
    """

    contacts: tuple[Contact, ...]
    holds: tuple[NewHold, ...]
    known: tuple[Outcome, ...]
    not_rung: tuple[Outcome, ...]


def following(
    outcomes: Sequence[Outcome],
    cases: Sequence[Visited],
    contacts: Iterable[Contact] = (),
    *,
    on: date,
) -> Following:
    """Return what follows from outcomes of a day's cases, where the ledger tells of contacts.

    Holds begin on that day, whatever a phone's clock says.
    """
    by_id = {case.id: case for case in cases}
    told = {_visit(contact.case_id, contact) for contact in contacts if contact.channel == "visit"}
    rung = [outcome for outcome in dict.fromkeys(outcomes) if outcome.meaning.rang]
    new = [outcome for outcome in rung if _visit(outcome.case_id, outcome) not in told]
    return Following(
        contacts=tuple(contact_of(outcome, by_id[outcome.case_id]) for outcome in new),
        holds=tuple(dict.fromkeys(_holds(outcomes, by_id, cases, on))),
        known=tuple(outcome for outcome in rung if outcome not in new),
        not_rung=tuple(outcome for outcome in outcomes if not outcome.meaning.rang),
    )


def contact_of(outcome: Outcome, case: Visited) -> Contact:
    """Return the entry by which the ledger tells of a visit."""
    return Contact(
        case_id=outcome.case_id,
        at=outcome.at,
        channel="visit",
        reached=outcome.meaning.reached,
        agent_id=outcome.agent_id,
        outcome=outcome.code,
        debtor=case.debtor,
        household=case.household,
        place_kind=case.place_kind,
    )


def _holds(
    outcomes: Iterable[Outcome], by_id: dict[str, Visited], cases: Sequence[Visited], on: date
) -> Iterator[NewHold]:
    """Yield the holds that cases do not have yet; a person's are of all that is his."""
    for outcome in outcomes:
        hold, visited = outcome.meaning.hold, by_id[outcome.case_id]
        if hold is None:
            continue
        for case in cases if outcome.meaning.of_person else (visited,):
            if case.debtor == visited.debtor and hold not in case.holds:
                yield NewHold(case.id, hold, on)


def _visit(case_id: str, told: Outcome | Contact) -> tuple[str, float]:
    return (case_id, told.at.timestamp())
