"""What rules ask of whoever goes and of whoever keeps the records; no plan decides on it."""

from typing import Literal

from visitplan.domain.value import Value

DutyKind = Literal[
    "credential", "told", "locate", "payment", "recording", "agent_change", "retention", "conduct"
]


class Duty(Value):
    """One sentence for the agent's page, or for the office, with where it comes from.

    ``retention`` is for the office, all else for the door.
    """

    kind: DutyKind
    sentence: str
    pack: str
    version: str
    source: str
