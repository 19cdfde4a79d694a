"""Planning in a process of its own, for a server that must outlive whatever happens to it."""

from collections.abc import Mapping
from pathlib import Path

from visitplan.app.plan import plan
from visitplan.app.queue.child import Better, Word, do_errand, say
from visitplan.app.replan import Remainder, replan
from visitplan.app.surroundings import Surroundings
from visitplan.domain.value import Value
from visitplan.planning.terms import Progress
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
    folder, out = Path(errand.folder), Path(errand.out)
    if errand.rest is None:
        start = Path(errand.start) if errand.start else None
        published = plan(folder, near, out=out, overrides=errand.limits, start=start, watch=_tell)
    else:
        remainder = Remainder(
            **errand.rest.model_dump() | {"plan_file": Path(errand.rest.plan_file)}
        )
        replanned = replan(folder, remainder, near, out=out, overrides=errand.limits, watch=_tell)
        published = replanned.published
    return Word(published=str(published.folder), stopped_early=published.stopped_early)


def _tell(progress: Progress) -> None:
    say(Word(better=Better(**progress._asdict())))


if __name__ == "__main__":
    do_errand(Errand, _done)
