"""What the scripts of the agent's page must know, and nothing about anybody's door."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any

from babel.numbers import get_currency_precision

from visitplan.app.kept.carried_plans import Carried
from visitplan.domain.door_terms import DoorTerms
from visitplan.render.outcomes import Outcome
from visitplan.storage.links import Link
from visitplan.storage.outcomes import RETRACTED
from visitplan.web.agent.outcome_words import OUTCOMES, WITH_DETAILS
from visitplan.web.exchange import Exchange


def data_of(here: Exchange, carried: Carried, link: Link) -> dict[str, Any]:
    """Return the data of a page.

    ``owner`` marks whose reports of which day the phone keeps, without telling either; ``until``
    is when the page forgets everything.
    """
    day, terms = carried.plan.date, carried.day.door
    return {
        "owner": owner_of(carried.head.day_id, link.agent_id),
        "plan": carried.head.id,
        "until": link.expires_at.astimezone(UTC).isoformat(),
        "csrf": here.who.csrf,
        "root": here.path(""),
        "zone": carried.plan.time_zone.key,
        "currency": carried.plan.currency,
        "digits": get_currency_precision(carried.plan.currency),
        "today": day.isoformat(),
        "latest": (day + timedelta(days=terms.promise_days)).isoformat(),
        "instalments": terms.instalments,
        "telephone": terms.telephone,
        "asksPosition": terms.position == "asked",
        "titles": {code: here.text(outcome.title) for code, outcome in OUTCOMES.items()},
        "follows": {code: _follows(here, outcome) for code, outcome in OUTCOMES.items()},
        "details": _details(terms),
        "retracted": RETRACTED,
        "texts": texts_of(here),
    }


def _follows(here: Exchange, outcome: Outcome) -> str:
    """Return what to do now, and what happens next."""
    return f"{here.text(outcome.act)} {here.text(outcome.then)}"


def owner_of(day_id: str, agent_id: str) -> str:
    """Return a mark of an agent's day, from which neither can be read."""
    return hashlib.sha256(f"{day_id} {agent_id}".encode()).hexdigest()[:16]


def _details(terms: DoorTerms) -> dict[str, str]:
    """Return what is asked along with codes; an agent who may propose nothing is asked nothing."""
    return {
        code: kind
        for code, kind in WITH_DETAILS.items()
        if kind != "instalments" or terms.instalments >= 2
    }


def texts_of(here: Exchange) -> Mapping[str, str]:
    """Return the sentences that the scripts say."""
    return {
        "waiting": here.text("waiting to be sent"),
        "received": here.text("received"),
        "offline": here.text("No network. Reports wait in this phone and are sent later."),
        "unsent": here.text("Not sent yet: %(count)s"),
        "noted": here.text("Noted: %(title)s."),
        "keptNowhere": here.text("This phone keeps nothing. Call your dispatcher instead."),
        "stop": here.text("Stop %(number)s"),
        "again": here.text("Send again"),
        "correct": here.text("Correct"),
        "agreed": here.text("Show what was agreed"),
        "mistake": here.text("taken back"),
        "shutOut": here.text("This phone was shut out. What waits here is sent by your next link."),
        "VP-RE-001": here.text("not taken: the phone's clock is ahead; set it right"),
        "VP-RE-002": here.text("not taken: that day is too far away"),
        "VP-RE-003": here.text("not taken: more instalments than you may propose"),
        "VP-RE-004": here.text("not taken: the position is not asked for"),
        "404": here.text("not taken: this visit was never on your route"),
        "409": here.text("not taken: it does not fit what was reported before"),
        "410": here.text("not taken: the link had ended"),
        "422": here.text("not taken: call your dispatcher"),
        "wrongDay": here.text("Choose a day from %(first)s to %(last)s."),
        "wrongAmount": here.text("Write an amount as 25 or 25.50."),
        "wrongNumber": here.text("Write a number from 2 to %(most)s."),
        "allOrNothing": here.text("Fill in all of it, or nothing."),
        "proposed": here.text("Proposed: %(number)s payments of %(amount)s, the first on %(day)s."),
        "promised": here.text("Named: %(day)s."),
        "amount": here.text("Amount: %(amount)s."),
        "confirms": here.text("A proposal only: the office writes whether it is agreed."),
        "questions": here.text("Questions: %(telephone)s"),
        "reference": here.text("Reference: %(case)s, %(date)s"),
    }
