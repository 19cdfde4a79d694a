"""Plan a day and publish it."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.disagreements import disagreements_kept
from visitplan.app.opening import Opened, open_day
from visitplan.app.pages import rendered
from visitplan.app.start import read_start
from visitplan.app.surroundings import Surroundings
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Cost, Plan
from visitplan.errors import InputError
from visitplan.foresight.story import plan_day
from visitplan.planning.terms import Headstart, PlannedDay, Watch
from visitplan.render.loading import pages_loading


class Planned(NamedTuple):
    """A published plan: where it lies, what was noticed, and what the baseline would cost."""

    day: Day
    plan: Plan
    folder: Path
    findings: tuple[Finding, ...]
    baseline: Cost | None

    @property
    def stopped_early(self) -> bool:
        """Whether somebody stopped the search before its end."""
        return self.plan.manifest.stopped_early


def plan(
    folder: Path,
    surroundings: Surroundings,
    *,
    out: Path,
    overrides: Mapping[str, object] | None = None,
    start: Path | None = None,
    watch: Watch = lambda _: None,
) -> Planned:
    """Plan a day folder, verify the plan and publish it into ``out``/<date>.

    The search begins with ``start`` if it is given, a plan file or a table of routes, of this or
    another day; what of it does not fit is found in the plan's findings.

    Raises what ``open_day`` and ``plan_day`` raise, and OutputError when the output
    cannot be written: then nothing of it is.
    """
    opened = open_day(folder, surroundings, overrides)
    target = out / opened.reading.day.date.isoformat()
    output.require_writable(target)
    with pages_loading(watch) as watching:
        planned, baseline = plan_opened(opened, surroundings, start=start, watch=watching)
    output.write_files(target, rendered(planned, opened.travel))
    return Planned(planned.day, planned.plan, target, planned.plan.findings, baseline)


def plan_opened(
    opened: Opened,
    surroundings: Surroundings,
    *,
    start: Path | None = None,
    watch: Watch = lambda _: None,
) -> tuple[PlannedDay, Cost | None]:
    """Plan a day that is opened; return it, and what the routes as worked today would cost.

    Whatever was noticed is among the plan's findings. Draws no page, writes nothing.
    """
    day = opened.reading.day
    begun = read_start(start, day) if start else None
    baseline, unpriced = _baseline(opened)
    with disagreements_kept(surroundings.cache):
        planned = plan_day(
            day,
            opened.travel,
            provenance=opened.provenance,
            headstart=Headstart(
                begun.start if begun else None, surroundings.solvers, surroundings.solve
            ),
            watch=watch,
            notify=surroundings.notify,
        )
    told = begun.findings if begun else ()
    findings = opened.reading.findings + told + planned.plan.findings + unpriced
    plan = planned.plan.model_copy(update={"findings": findings})
    return planned._replace(plan=plan), baseline


def _baseline(opened: Opened) -> tuple[Cost | None, tuple[Finding, ...]]:
    """Return what the routes as worked today cost, or None and, if there are any, why not."""
    day = opened.reading.day
    if not day.baseline:
        return None, ()
    try:
        hand = price_by_hand(day, opened.travel, day.baseline, provenance=opened.provenance)
    except InputError as error:
        return None, tuple(f.model_copy(update={"severity": "warning"}) for f in error.findings)
    return hand.plan.cost, ()
