"""People: whether each agent may go that day, and to that door."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from visitplan.domain.agent import Agent, Credential
from visitplan.domain.day import Day
from visitplan.domain.terms import Training
from visitplan.domain.violation import Violation
from visitplan.verification.breach import Breach
from visitplan.verification.evidence import Evidence, Worked
from visitplan.verification.moment import second_of


def shifts_are_worked_by_their_agents(evidence: Evidence) -> Iterator[Violation]:
    """Each route names the agents of its shift, and goes as the one who drives goes."""
    for worked in evidence.worked:
        if worked.route.crew != worked.shift.crew:
            yield worked.broke("shift_agent", "the route names another agent than its shift")
        if worked.route.mode != worked.agent.mode:
            yield worked.broke("agent_mode", f"goes by {worked.route.mode}, not as the agent does")


def agents_have_their_credentials(evidence: Evidence) -> Iterator[Violation]:
    """Whoever goes holds every required credential, valid on the planning day."""
    for worked in evidence.worked:
        for agent in evidence.crew(worked):
            missing = _missing_credentials(agent, evidence.day)
            if missing:
                detail = f"not valid on the day: {', '.join(missing)}"
                breach = Breach("agent_credential", detail, ("required_credentials",))
                yield evidence.violation(worked, breach)


def agents_are_trained(evidence: Evidence) -> Iterator[Violation]:
    """Whoever goes has every training, valid on the planning day and not too long ago."""
    for worked in evidence.worked:
        for agent in evidence.crew(worked):
            missing = _missing_trainings(agent, evidence.day)
            if missing:
                detail = f"not valid on the day: {', '.join(missing)}"
                yield evidence.violation(worked, Breach("agent_training", detail, ("trainings",)))


def shifts_are_barred_for_a_reason(evidence: Evidence) -> Iterator[Violation]:
    """No shift is barred whose agents have every credential and training."""
    for barred in evidence.plan.barred:
        shift = evidence.shifts.get(barred.shift_id)
        crew = [evidence.agents.get(agent_id) for agent_id in shift.crew] if shift else []
        known = [agent for agent in crew if agent is not None]
        if known and not any(_lacks_anything(agent, evidence.day) for agent in known):
            detail = "barred, though the agent has every credential"
            yield Violation(rule="wrongly_barred", detail=detail, shift_id=barred.shift_id)


def agents_have_the_skills(evidence: Evidence) -> Iterator[Violation]:
    """Somebody of the crew has each skill that the case asks for."""
    for call in evidence.calls:
        crew = evidence.crew(call.worked)
        missing = sorted(skill for skill in call.case.skills if not _can(crew, skill))
        if missing:
            yield call.broke("agent_skill", f"lacks {', '.join(missing)}")


def agents_may_go_to_the_case(evidence: Evidence) -> Iterator[Violation]:
    """Each of the crew is among the allowed agents, if any are named, and not excluded."""
    for call in evidence.calls:
        allowed, crew = call.case.allowed_agents, call.worked.route.crew
        if allowed is not None and not all(agent in allowed for agent in crew):
            yield call.broke("agent_allowed", "the agent is not among those allowed")
        if any(agent in call.case.excluded_agents for agent in crew):
            yield call.broke("agent_excluded", "the agent is excluded")


def barred_shifts_stay_at_home(evidence: Evidence) -> Iterator[Violation]:
    """No shift that may not be worked has a route."""
    barred = {shift.shift_id for shift in evidence.plan.barred}
    for worked in evidence.worked:
        if worked.shift.id in barred:
            yield worked.broke("barred_shift", "the shift is barred, yet it has a route")


def shifts_are_worked_once(evidence: Evidence) -> Iterator[Violation]:
    """No shift has more than one route."""
    seen: set[str] = set()
    for worked in evidence.worked:
        if worked.shift.id in seen:
            yield worked.broke("one_route_per_shift", "the shift has more than one route")
        seen.add(worked.shift.id)


def agents_are_in_one_place(evidence: Evidence) -> Iterator[Violation]:
    """No two routes of one agent overlap in time, alone or with others."""
    for first, second in combinations(evidence.worked, 2):
        shared = min(_end(first), _end(second)) - max(_start(first), _start(second))
        if shared > 0 and not set(first.route.crew).isdisjoint(second.route.crew):
            detail = "the agent is on another route at the same time"
            yield second.broke("agent_overlap", detail, shared)


def routes_have_room(evidence: Evidence) -> Iterator[Violation]:
    """No route has more visits than its shift allows."""
    for worked in evidence.worked:
        limit, visits = worked.shift.maximum_visits, len(worked.route.stops)
        if limit is not None and visits > limit:
            yield worked.broke("maximum_visits", f"{visits} visits, {limit} allowed")


def _can(crew: Iterable[Agent], skill: str) -> bool:
    return any(skill in agent.skills for agent in crew)


def _lacks_anything(agent: Agent, day: Day) -> bool:
    return bool(_missing_credentials(agent, day) or _missing_trainings(agent, day))


def _missing_credentials(agent: Agent, day: Day) -> list[str]:
    return sorted(k for k in day.policy.required_credentials if not any(_held(agent, k, day)))


def _missing_trainings(agent: Agent, day: Day) -> list[str]:
    trainings = day.policy.trainings
    return sorted(each.kind for each in trainings if not _has_training(agent, each, day))


def _has_training(agent: Agent, training: Training, day: Day) -> bool:
    longest = training.valid_days
    return any(
        longest is None
        or (held.valid_from is not None and (day.date - held.valid_from).days <= longest)
        for held in _held(agent, training.kind, day)
    )


def _held(agent: Agent, kind: str, day: Day) -> Iterator[Credential]:
    """Yield the agent's credentials of a kind that are valid on the planning day."""
    for credential in agent.credentials:
        begun = credential.valid_from is None or credential.valid_from <= day.date
        lasts = credential.valid_until is None or day.date <= credential.valid_until
        if credential.kind == kind and begun and lasts:
            yield credential


def _start(worked: Worked) -> int:
    return second_of(worked.route.leaves)


def _end(worked: Worked) -> int:
    return second_of(worked.route.ends)
