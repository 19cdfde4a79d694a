"""Rows of ``agents`` become agents and their shifts: a row per shift."""

from collections.abc import Iterable
from typing import NamedTuple

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.day import TravelSettings
from visitplan.intake.codes import Code
from visitplan.intake.credentials import credentials
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier
from visitplan.intake.modes import MODES
from visitplan.intake.settings import Settings
from visitplan.intake.shifts import read_shifts
from visitplan.intake.words import folded, one_of, plain_text, word_set

_OF_THE_PERSON = ("name", "skills", "credentials", "mode", "languages")


class OnDuty(NamedTuple):
    """Who is on duty, and when; ``rows`` tell where each agent id was first read."""

    agents: tuple[Agent, ...]
    shifts: tuple[Shift, ...]
    rows: dict[str, Fields]


def read_agents(rows: Iterable[Fields], settings: Settings) -> OnDuty:
    """Return agents in order of their first row, and shifts numbered in order of time."""
    by_agent: dict[str, list[Fields]] = {}
    for fields in rows:
        agent_id = fields.need("agent_id", identifier, "give every agent an id")
        if agent_id is not None:
            by_agent.setdefault(agent_id, []).append(fields)
    agents: list[Agent] = []
    shifts: list[Shift] = []
    for agent_id, own in by_agent.items():
        _complete_from_first(own)
        agents.extend(filter(None, [_read_agent(agent_id, own[0])]))
        shifts.extend(read_shifts(agent_id, own, settings))
    return OnDuty(tuple(agents), tuple(shifts), {key: own[0] for key, own in by_agent.items()})


def refuse_transit_without_matrix(on_duty: OnDuty, travel: TravelSettings) -> None:
    """Note each agent who goes by public transport where no matrix tells how long that takes."""
    if str(travel.engine) == "matrix":
        return
    for agent in on_duty.agents:
        if agent.mode == "transit":
            on_duty.rows[agent.id].refuse(
                "mode",
                Code.MODE_WITHOUT_TIMES,
                "is public transport, whose times no street data tells",
                'give a matrix of its times ([streets] engine = "matrix"), or another mode',
            )


def _complete_from_first(rows: list[Fields]) -> None:
    """Let later rows of a person repeat or leave blank what the first says; note what differs."""
    first = rows[0]
    for name in (*_OF_THE_PERSON, "home_address", "home_lat", "home_lon"):
        said = next((row.values[name] for row in rows if row.has(name)), None)
        for row in rows:
            if not row.has(name):
                row.values = {**row.values, name: said}
            elif folded(str(row.values[name])) != folded(str(said)):
                row.refuse(
                    name,
                    Code.PERSON_DISAGREES,
                    f"differs from row {first.spot().row} of the same agent",
                    "say the same in both rows, or leave the later one blank",
                )


def _read_agent(agent_id: str, fields: Fields) -> Agent | None:
    read = {
        "id": agent_id,
        "name": fields.get_or("name", plain_text, agent_id),
        "skills": fields.get("skills", word_set) or frozenset(),
        "credentials": fields.get("credentials", credentials) or (),
        "mode": fields.get_or("mode", one_of(MODES), "drive"),
        "languages": fields.get("languages", word_set) or frozenset(),
    }
    return Agent.model_validate(read) if fields.sound else None
