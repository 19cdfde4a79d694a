"""Problems in VROOM's format."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from visitplan.app.disagreements import disagreements_kept
from visitplan.domain.day import TravelSettings
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ready import make_ready
from visitplan.travel.beeline import BeelineTravel
from visitplan.vroom import story as vroom_story
from visitplan.vroom.search import Voices
from visitplan.vroom.story import Answered
from visitplan.vroom.tables import Measure


class VroomLimits(NamedTuple):
    """How far a search for VROOM's answer goes; without ``seconds`` by the number of jobs."""

    seconds: float | None = None
    work: int | None = None
    seed: int = 1

    def effort(self, jobs: int) -> Effort:
        """Return a second for 20 jobs, from 1 to 30, unless something else was asked for."""
        seconds = min(30.0, max(1.0, jobs / 20)) if self.seconds is None else self.seconds
        return Effort(seconds=seconds, work=self.work, seed=self.seed)


def solve_vroom(
    text: bytes,
    limits: VroomLimits | None = None,
    *,
    name: str = "problem",
    notify: Callable[[str], None] = lambda _: None,
    cache: Path | None = None,
) -> Answered:
    """Answer a problem in VROOM's format; ``name`` is what findings call it.

    What search and model disagree about is saved in ``cache``, if there is one.

    Raises InputError with the JSON path of what is wrong or not supported.
    """
    began = time.monotonic()
    problem = vroom_story.opened(vroom_story.Source(text, name, _beeline()))
    make_ready(notify)
    loaded = time.monotonic()
    voices = Voices(better=lambda *best: notify(_best_so_far(*best)))
    effort = (limits or VroomLimits()).effort(problem.jobs)
    with disagreements_kept(cache):
        answered = vroom_story.solved(problem, effort, voices)
    return answered.timed(loading=loaded - began, solving=time.monotonic() - loaded)


def check_vroom(text: bytes, *, name: str = "problem") -> Answered:
    """Time and check the routes that a problem in VROOM's format gives as ``steps``."""
    began = time.monotonic()
    problem = vroom_story.opened(vroom_story.Source(text, name, _beeline()))
    loaded = time.monotonic()
    answered = vroom_story.checked(problem)
    return answered.timed(loading=loaded - began, solving=time.monotonic() - loaded)


def _beeline() -> Measure:
    return BeelineTravel(TravelSettings(engine="beeline")).matrix


def _best_so_far(cost: int, unassigned: int) -> str:
    return f"best routes cost {cost}, {unassigned} unassigned (Ctrl-C keeps them)"
