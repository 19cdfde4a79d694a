"""Pins that no plan could keep: they contradict each other, the cases or the agents."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.case import Case
from visitplan.domain.pin import Pin
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.words import nearest

PinRow = tuple[Fields, Pin]


class OnTheDay(NamedTuple):
    """Cases and agents by id, shifts, and the ids of cases whose rows could not be used."""

    cases: Mapping[str, Case]
    agents: Mapping[str, Agent]
    shifts: Sequence[Shift]
    case_ids: frozenset[str]
    agent_ids: frozenset[str]


def check_pins(pins: Sequence[PinRow], day: OnTheDay) -> None:
    """Note every pin that refers to nothing, cannot be kept, or contradicts another."""
    for fields, pin in pins:
        _note_unknown_cases(fields, pin, day)
        _note_unfit_agent(fields, pin, day)
    _note_two_agents(pins)
    _note_apart(pins)
    _note_times(pins)
    _note_cycle(pins)


def _note_unknown_cases(fields: Fields, pin: Pin, day: OnTheDay) -> None:
    for column, case_id in (("case_id", pin.case_id), ("after", pin.after)):
        if case_id is not None and case_id not in day.case_ids:
            near = nearest(case_id, day.case_ids)
            fields.refuse(
                column,
                Code.CASE_UNKNOWN,
                "is no case of this day",
                f'did you mean "{near}"?' if near else "add the case, or remove the pin",
            )


def _note_unfit_agent(fields: Fields, pin: Pin, day: OnTheDay) -> None:
    if pin.agent_id is None:
        return
    if pin.agent_id not in day.agent_ids:
        near = nearest(pin.agent_id, day.agent_ids)
        fields.refuse(
            "agent_id",
            Code.AGENT_UNKNOWN,
            "is not on duty this day",
            f'did you mean "{near}"?' if near else "pin the visit to somebody who is",
        )
        return
    case, agent = day.cases.get(pin.case_id), day.agents.get(pin.agent_id)
    if case is None or agent is None:
        return
    for reason in _unfit(pin, case, agent, day.shifts):
        fields.refuse(
            "agent_id", Code.PIN_AGENT_UNFIT, reason, "pin another agent, or change the case"
        )


def _unfit(pin: Pin, case: Case, agent: Agent, shifts: Sequence[Shift]) -> list[str]:
    barred = case.allowed_agents is not None and agent.id not in case.allowed_agents
    return [
        reason
        for holds, reason in (
            (agent.id in case.excluded_agents, "is excluded by the case"),
            (barred, "is not among the agents that the case allows"),
            (not case.skills <= agent.skills, "lacks a skill that the case asks for"),
            (not _works_then(pin, shifts), "is off at the pinned time"),
        )
        if holds
    ]


def _works_then(pin: Pin, shifts: Sequence[Shift]) -> bool:
    own = [shift.hours for shift in shifts if shift.agent_id == pin.agent_id]
    earliest = pin.not_before.timestamp() if pin.not_before else float("-inf")
    latest = pin.not_after.timestamp() if pin.not_after else float("inf")
    # Without shifts, something is wrong with the agent's rows and has been noted there.
    return not own or any(
        hours.opening.timestamp() <= latest and earliest <= hours.closing.timestamp()
        for hours in own
    )


def _note_two_agents(pins: Sequence[PinRow]) -> None:
    first: dict[str, PinRow] = {}
    for fields, pin in pins:
        if pin.agent_id is None:
            continue
        earlier, other = first.setdefault(pin.case_id, (fields, pin))
        if other.agent_id != pin.agent_id:
            _note_contradiction(fields, "agent_id", earlier, "another agent")


def _note_apart(pins: Sequence[PinRow]) -> None:
    """Note an order between two visits that are pinned to different agents."""
    agent_of = {pin.case_id: pin.agent_id for _, pin in pins if pin.agent_id}
    for fields, pin in pins:
        mine, other = agent_of.get(pin.case_id), agent_of.get(pin.after or "")
        if mine and other and mine != other:
            fields.refuse(
                "after",
                Code.PINS_CONTRADICT,
                "asks for one route, but the two visits are pinned to different agents",
                "pin both to one agent, or drop the order",
            )


def _note_times(pins: Sequence[PinRow]) -> None:
    by_case: defaultdict[str, list[PinRow]] = defaultdict(list)
    for fields, pin in pins:
        by_case[pin.case_id].append((fields, pin))
    for rows in by_case.values():
        openings = [pin.not_before.timestamp() for _, pin in rows if pin.not_before]
        closings = [pin.not_after.timestamp() for _, pin in rows if pin.not_after]
        if len(rows) > 1 and openings and closings and max(openings) > min(closings):
            _note_contradiction(rows[-1][0], "not_before", rows[0][0], "a time that leaves none")


def _note_cycle(pins: Sequence[PinRow]) -> None:
    before: defaultdict[str, set[str]] = defaultdict(set)
    row_of = {pin.case_id: fields for fields, pin in pins if pin.after}
    for _, pin in pins:
        if pin.after:
            before[pin.case_id].add(pin.after)
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        where = next(row_of[case_id] for case_id in cycle if case_id in row_of)
        where.refuse(
            "after",
            Code.PIN_CYCLE,
            f"goes in a circle: {' before '.join(cycle)}",
            "remove one of these pins",
        )


def _note_contradiction(fields: Fields, column: str, earlier: Fields, what: str) -> None:
    fields.refuse(
        column,
        Code.PINS_CONTRADICT,
        f"contradicts row {earlier.spot().row}, which fixes {what}",
        "keep one of the two pins",
    )
