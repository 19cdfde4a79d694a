"""Rules about who goes: how many, with which credentials and trainings, and what they speak."""

from collections.abc import Iterator, Sequence
from datetime import date

from visitplan.domain.agent import Agent, Credential
from visitplan.domain.case import Case
from visitplan.domain.policy import Policy
from visitplan.domain.terms import Training
from visitplan.domain.visit import CrewSize
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import Objection


def crew_is_small_enough(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit that asks for more people than may stand at a door."""
    size = _least(candidate.case, candidate.policy)
    most = candidate.policy.crew_maximum
    if most is not None and size > most:
        yield Objection(f"it asks for {size} people; {most} at most may go")


def crew_size(candidate: Candidate) -> CrewSize:
    """Return how many people go: as policy and case ask, and no more than the policy allows."""
    return CrewSize(
        minimum=_least(candidate.case, candidate.policy), maximum=candidate.policy.crew_maximum
    )


def credentials_are_valid(agent: Agent, policy: Policy, on: date) -> Iterator[Objection]:
    """Bar whoever lacks a required credential on the planning day, each missing one named."""
    for kind in sorted(policy.required_credentials):
        owned = [credential for credential in agent.credentials if credential.kind == kind]
        if not any(_is_valid(credential, on) for credential in owned):
            yield Objection(_lack(f"the required credential {kind}", owned, on), term=kind)


def trainings_are_fresh(agent: Agent, policy: Policy, on: date) -> Iterator[Objection]:
    """Bar whoever lacks a training, or has it from too long ago."""
    for training in policy.trainings:
        owned = [each for each in agent.credentials if each.kind == training.kind]
        valid = [each for each in owned if _is_valid(each, on)]
        if any(_is_fresh(each, training, on) for each in valid):
            continue
        what = f"the required training {training.kind}"
        stale = f"{what} is older than {training.valid_days} days, or of no known date"
        yield Objection(stale if valid else _lack(what, owned, on), term=training)


def language_is_shared(case: Case, crew: Sequence[Agent], policy: Policy) -> bool:
    """Tell whether one of a crew speaks a language of the case, where the policy asks for it."""
    if not policy.shared_language or not case.languages:
        return True
    return any(agent.languages & case.languages for agent in crew)


def _least(case: Case, policy: Policy) -> int:
    return max(policy.crew_minimum, case.crew or 1)


def _is_valid(credential: Credential, on: date) -> bool:
    return (credential.valid_from or on) <= on <= (credential.valid_until or on)


def _is_fresh(credential: Credential, training: Training, on: date) -> bool:
    if training.valid_days is None:
        return True
    since = credential.valid_from
    return since is not None and (on - since).days <= training.valid_days


def _lack(what: str, owned: Sequence[Credential], on: date) -> str:
    if not owned:
        return f"{what} is missing"
    return f"{what} is not valid on {on} (valid {_term(owned[-1])})"


def _term(credential: Credential) -> str:
    begin = f"from {credential.valid_from}" if credential.valid_from else ""
    end = f"until {credential.valid_until}" if credential.valid_until else ""
    return " ".join(part for part in (begin, end) if part)
