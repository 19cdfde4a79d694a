"""Several days planned at once."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from visitplan.ahead.story import Ahead, plan_days
from visitplan.app import output
from visitplan.app.disagreements import disagreements_kept
from visitplan.app.earlier_days import left_behind, told_of
from visitplan.app.opening import days_from, open_day
from visitplan.app.pages import rendered
from visitplan.app.plan import Planned
from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.app.start import read_starts
from visitplan.app.surroundings import Surroundings
from visitplan.burden.planned import PlanOfDay
from visitplan.burden.story import burden_of
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Cost, Plan
from visitplan.domain.travel import Travel
from visitplan.foresight.story import not_foreseen
from visitplan.intake.reading import Reading
from visitplan.planning.ground import measure
from visitplan.planning.manning import manned_for
from visitplan.planning.terms import PlannedDay, Watch
from visitplan.render.file_names import BURDEN, OF_A_PLAN
from visitplan.verification.verifier import verify

INDEX = "index.html"


class PlannedAhead(NamedTuple):
    """Several published days: those kept as they were, those planned, and where all of it lies.

    ``left_behind`` are the folders of days planned together with these before, now withdrawn.
    """

    kept: tuple[Plan, ...]
    planned: tuple[Planned, ...]
    folder: Path
    findings: tuple[Finding, ...]
    left_behind: tuple[Path, ...] = ()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans in order of their dates."""
        return (*self.kept, *(each.plan for each in self.planned))

    @property
    def stopped_early(self) -> bool:
        """Whether somebody stopped the search before its end."""
        return any(each.stopped_early for each in self.planned)

    @property
    def cost(self) -> Cost:
        """What all days cost; what kept plans left out is told of by the others."""
        kept = (plan.cost.model_copy(update={"unassigned": 0}) for plan in self.kept)
        return sum((*kept, *(each.plan.cost for each in self.planned)), Cost())


def days_asked(folder: Path) -> int:
    """Return how many days a folder asks for; 1 where it cannot be told, which reading tells."""
    try:
        asked = tomllib.loads((folder / "day.toml").read_text("utf-8-sig")).get("horizon", {})
        return int(asked.get("days", 1))
    except (OSError, ValueError, AttributeError, TypeError):
        return 1


def plan_ahead(  # noqa: PLR0913 - each is a choice of whoever plans
    folder: Path,
    surroundings: Surroundings,
    *,
    out: Path,
    freeze: int = 0,
    start: Path | None = None,
    overrides: Mapping[str, object] | None = None,
    watch: Watch = lambda _: None,
) -> PlannedAhead:
    """Plan several days of a folder at once, verify each and publish it into ``out``/<date>.

    ``freeze`` of the first days keep the plans that lie in ``out``: their files are not touched.
    ``start`` is what the others begin with: a plan file or a table of routes for each of them, or
    a folder of days as this writes it, in which each finds its own date, or else its weekday.
    How many days there are is a setting of the folder (``{"horizon.days": 5}`` overrides it). An
    overview of all days, and the burden of those planned now, are written into ``out``; later days
    planned together with these before, and not now, are withdrawn from it.

    Raises what ``plan`` raises, and InputError where a plan to be kept is missing.
    """
    opened = open_day(folder, surroundings, overrides)
    first, travel = opened.reading, opened.travel
    readings = days_from(opened, folder, overrides)
    kept, noticed = _kept(readings[:freeze], travel, out)
    output.require_writable(out)
    begun = read_starts(start, [reading.day for reading in readings[freeze:]]) if start else ()
    with disagreements_kept(surroundings.cache):
        planned = plan_days(
            [reading.day for reading in readings[freeze:]],
            travel,
            Ahead(
                first.horizon,
                kept,
                surroundings.solvers,
                tuple(each.start if each else None for each in begun),
            ),
            provenance=opened.provenance,
            watch=watch,
            notify=surroundings.notify,
        )
    published = tuple(
        _published(day, reading, out)
        for day, reading in zip(planned, readings[freeze:], strict=True)
    )
    gone = left_behind(out, [reading.day.date for reading in readings])
    told = chain(*(each.findings for each in begun if each))
    unforeseen = not_foreseen(first.day, "several days are")
    findings = (*_told_once(readings, published), *told, *noticed, *told_of(gone), *unforeseen)
    ahead = PlannedAhead(kept, published, out, findings, gone)
    _write(ahead, planned, travel)
    return ahead


def _kept(
    readings: Sequence[Reading], travel: Travel, out: Path
) -> tuple[tuple[Plan, ...], tuple[Finding, ...]]:
    """Return the plans that are kept, and what they break by the input as it is now."""
    files = [out / reading.day.date.isoformat() / PLAN_FILE for reading in readings]
    plans = tuple(map(load_plan, files))
    broken = chain(*(_broken(*each, travel) for each in zip(readings, plans, strict=True)))
    return plans, tuple(broken)


def _broken(reading: Reading, plan: Plan, travel: Travel) -> Iterator[Finding]:
    day, _ = manned_for(plan, reading.day, travel)
    for violation in verify(day, measure(day, travel), plan):
        yield Finding(
            severity="warning",
            code="VP-HZ-001",
            file=f"{plan.date}/{PLAN_FILE}",
            problem=f"is kept, but no longer holds: {violation}",
            remedy="plan this day again too, or take the visit off by hand",
        )


def _published(planned: PlannedDay, reading: Reading, out: Path) -> Planned:
    findings = reading.findings + planned.plan.findings
    plan = planned.plan.model_copy(update={"findings": findings})
    return Planned(planned.day, plan, out / plan.date.isoformat(), findings, None)


def _told_once(readings: Sequence[Reading], published: Sequence[Planned]) -> tuple[Finding, ...]:
    read = chain(*(reading.findings for reading in readings))
    return tuple(dict.fromkeys((*read, *chain(*(each.findings for each in published)))))


def _write(ahead: PlannedAhead, planned: Sequence[PlannedDay], travel: Travel) -> None:
    from visitplan.render.burden_page import burden_page  # noqa: PLC0415 - templates load slowly
    from visitplan.render.days_page import days_page  # noqa: PLC0415

    folders = {
        each.folder: rendered(day._replace(plan=each.plan), travel)
        for each, day in zip(ahead.planned, planned, strict=True)
    }
    page = days_page(ahead.plans, kept=frozenset(plan.date for plan in ahead.kept))
    burden = burden_of([PlanOfDay(day.day, day.plan) for day in planned])
    above = {INDEX: page.encode(), BURDEN: burden_page(burden).encode()}
    withdrawn = dict.fromkeys(ahead.left_behind, OF_A_PLAN)
    output.write_folders({**folders, ahead.folder: above}, withdrawn)
