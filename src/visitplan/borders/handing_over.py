"""Two days after cases were handed over from one to the other, with all that is known of them."""

from collections.abc import Collection

from visitplan.domain.contact import Contact
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.value import Id

LONGEST_ID = 64


def without(day: Day, case_ids: Collection[Id]) -> Day:
    """Return a day without some cases; the ledger stays, since it is the past."""
    return day.model_copy(
        update={
            "cases": tuple(case for case in day.cases if case.id not in case_ids),
            "baseline": tuple(_worked_without(route, case_ids) for route in day.baseline),
        }
    )


def with_cases_of(day: Day, origin: Day, case_ids: Collection[Id], *, branch: str) -> Day:
    """Return a day with cases of another one, and all that the ledger there tells of them.

    ``branch`` is the other day's: its agents are other people than those of the same id here.
    """
    cases = tuple(case for case in origin.cases if case.id in case_ids)
    persons = {case.debtor for case in cases}
    households = {case.household_key for case in cases}
    known = tuple(
        _elsewhere(contact, branch)
        for contact in origin.contacts
        if contact.case_id in case_ids
        or contact.debtor in persons
        or contact.household in households
    )
    return day.model_copy(
        update={"cases": (*day.cases, *cases), "contacts": (*day.contacts, *known)}
    )


def _elsewhere(contact: Contact, branch: str) -> Contact:
    agents = {"agent_id": contact.agent_id, "names_agent": contact.names_agent}
    return contact.model_copy(
        update={
            field: f"{branch}: {agent}"[:LONGEST_ID] if agent else None
            for field, agent in agents.items()
        }
    )


def _worked_without(route: HandRoute, case_ids: Collection[Id]) -> HandRoute:
    kept = [at for at, case_id in enumerate(route.case_ids) if case_id not in case_ids]
    return route.model_copy(
        update={
            "case_ids": tuple(route.case_ids[at] for at in kept),
            "arrivals": tuple(route.arrivals[at] for at in kept) if route.arrivals else (),
        }
    )
