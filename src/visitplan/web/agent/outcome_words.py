"""What may come of a visit, as the agent's page offers it: no answer is harder than another.

The words are those of the printed pages; what follows is done by the server at once, so that the
steps above the groups are others.
"""

from collections.abc import Mapping
from typing import NamedTuple

from visitplan.render.outcomes import CALLS_AT_ONCE, NOT_VISITED, NOTED, Outcome

WITH_DETAILS: Mapping[str, str] = {
    "PTP": "promise",
    "PART": "amount",
    "PLAN": "instalments",
    "CALLBACK": "callback",
}
"""Codes that ask for more before they are noted, and for what; all of it may stay empty."""


class Group(NamedTuple):
    """Outcomes that ask for the same step."""

    step: str
    outcomes: tuple[Outcome, ...]


GROUPS = (
    Group("Whoever asks to be left alone is left alone, by everybody, as soon as this is sent.",
          CALLS_AT_ONCE),
    Group("The visit counts.", NOTED),
    Group("You were not at the door.", NOT_VISITED),
)  # fmt: skip
OUTCOMES: Mapping[str, Outcome] = {
    outcome.code: outcome for group in GROUPS for outcome in group.outcomes
}
