"""Planning in a process of its own, for a server that must outlive whatever happens to it.

The plan alone is written: pages are drawn when somebody asks for one.
"""

from collections.abc import Mapping
from pathlib import Path

from visitplan.app import output
from visitplan.app.opening import open_day
from visitplan.app.plan import plan_opened
from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.app.queue.child import Better, Word, do_errand, say
from visitplan.app.queue.enough import Enough
from visitplan.app.replan import Remainder, replan_folder
from visitplan.app.surroundings import Surroundings
from visitplan.domain.plan import Plan
from visitplan.domain.value import Value
from visitplan.planning.terms import Progress
from visitplan.render.exports.plan_file import plan_json
from visitplan.routing.choice import Mode


class Rest(Value):
    """How the rest of a day is planned: by which plan, from when on, how freely."""

    plan_file: str
    at: str
    mode: Mode
    stability: str | None = None


class Errand(Value):
    """What to plan: a day folder into a folder; the rest of the day where ``rest`` is given.

    ``limits`` are settings by dotted name that win over the folder's; ``start`` is a plan file
    to begin with.
    """

    folder: str
    out: str
    cache: str
    limits: Mapping[str, int | float] = {}
    start: str | None = None
    rest: Rest | None = None


def _done(errand: Errand) -> Word:
    near = Surroundings(Path(errand.cache), lambda news: say(Word(news=news)))
    made = _rest_planned(errand, errand.rest, near) if errand.rest else _planned(errand, near)
    output.write_files(Path(errand.out), {PLAN_FILE: plan_json(made).encode()})
    return Word(published=errand.out, stopped_early=made.manifest.stopped_early)


def _planned(errand: Errand, near: Surroundings) -> Plan:
    opened = open_day(Path(errand.folder), near, errand.limits)
    start = Path(errand.start) if errand.start else None
    planned, _ = plan_opened(opened, near, start=start, watch=_tell)
    return planned.plan


def _rest_planned(errand: Errand, rest: Rest, near: Surroundings) -> Plan:
    remainder = Remainder(**rest.model_dump() | {"plan_file": Path(rest.plan_file)})
    old = load_plan(remainder.plan_file)
    new, _ = replan_folder(
        Path(errand.folder), old, remainder, near, overrides=errand.limits, watch=_tell
    )
    return new.planned.plan


def _tell(progress: Progress) -> None:
    say(Word(better=Better(**progress._asdict())))


if __name__ == "__main__":
    Enough().listen()
    do_errand(Errand, _done)
