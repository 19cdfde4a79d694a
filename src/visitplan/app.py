"""Wiring: one function per use case; the command line and the Python API call these alone."""

import hashlib
import importlib.metadata
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from visitplan import output, planning
from visitplan.ahead.reading import pinned_as
from visitplan.burden.planned import PlanOfDay
from visitplan.burden.story import burden_of
from visitplan.domain.attempts import as_told
from visitplan.domain.change import Change
from visitplan.domain.day import Day, TravelSettings
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Cost, Manifest, Plan
from visitplan.domain.policy import Policy
from visitplan.domain.start import Start
from visitplan.domain.travel import Travel
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Admission
from visitplan.eligibility.at_the_door import door_of
from visitplan.eligibility.differing import Difference
from visitplan.eligibility.gate import gate
from visitplan.eligibility.governing import govern
from visitplan.eligibility.inspecting import (
    CheckedPacks,
    ShownPack,
    check_pack_files,
    compare_packs,
    list_packs,
    show_pack,
)
from visitplan.eligibility.pack import PackSummary
from visitplan.errors import DisagreementError, InputError, OutputError, VerificationError
from visitplan.explanation.told import Told
from visitplan.hand_priced import price_by_hand
from visitplan.intake.events import read_amount, read_events, read_events_until, read_moment
from visitplan.intake.hand_routes import read_routes
from visitplan.intake.old_routes import OldRoute, read_old_routes
from visitplan.intake.old_routes import match as match_routes
from visitplan.intake.reading import Reading
from visitplan.intake.reading import read_day as read_day_folder
from visitplan.intake.schemas import schema as schema_of
from visitplan.intake.schemas import schemas
from visitplan.intake.template import write_template
from visitplan.manning import crews_of, manned
from visitplan.planning import Headstart, PlannedDay, Provenance, Watch
from visitplan.render.exports.plan_file import read_plan
from visitplan.render.file_names import BURDEN
from visitplan.render.loading import pages_loading
from visitplan.replanning import Replan, Verdict, replan_day, verify_replanned
from visitplan.routing.choice import Mode
from visitplan.routing.disagreement import Instance
from visitplan.routing.repeating import Repeated
from visitplan.routing.repeating import repeat as repeat_instance
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ready import make_ready
from visitplan.routing.solvers import Solvers
from visitplan.travel.beeline import BeelineTravel
from visitplan.travel.opening import open_travel
from visitplan.verification.verifier import verify as verify_plan
from visitplan.vroom import story as vroom_story
from visitplan.vroom.search import Voices
from visitplan.vroom.story import Answered
from visitplan.vroom.tables import Measure

MAKERS = ("visitplan", "ortools", "numba", "numpy", "scipy", "shapely", "osmium")
PLAN_FILE = "plan.json"


class Surroundings(NamedTuple):
    """What a use case needs of its surroundings: a cache folder, and an ear for news.

    ``solvers`` may have been called early; they are ended by whoever called them.
    """

    cache: Path
    notify: Callable[[str], None] = lambda _: None
    solvers: Solvers | None = None


class Opened(NamedTuple):
    """A day folder that was read, with its streets open."""

    reading: Reading
    travel: Travel
    provenance: Provenance


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


class Checked(NamedTuple):
    """The gate's answer for a day, without any solving."""

    day: Day
    admission: Admission
    findings: tuple[Finding, ...]
    travel: str


class Verified(NamedTuple):
    """What the verifier says of a plan, and the inputs that changed since it was made.

    ``facts`` are what a day under way had broken before it was re-planned.
    """

    plan: Plan
    violations: tuple[Violation, ...]
    changed: tuple[str, ...]
    facts: tuple[Violation, ...] = ()


class Explained(NamedTuple):
    """A plan, and what is told of its cases; nothing where its day is under way."""

    plan: Plan
    told: tuple[Told, ...]


class Replanned(NamedTuple):
    """A new version of a published plan, beside the one that it replaces."""

    published: Planned
    before: Plan
    changes: tuple[Change, ...]
    facts: tuple[Violation, ...]


class Remainder(NamedTuple):
    """How the rest of a day is to be planned: by which plan, from when on, how freely.

    ``at`` is a time as typed, ``stability`` an amount in major units, the policy's if there is
    none; without ``events`` the day folder's own table of that name is read, if it has one.
    """

    plan_file: Path
    at: str
    mode: Mode = "all"
    stability: str | None = None
    events: Path | None = None


class Comparison(NamedTuple):
    """The plan to compare with: a file, or else what is published for the day in a folder."""

    plan_file: Path | None = None
    published: Path | None = None


class Priced(NamedTuple):
    """Hand-made routes with their cost and everything they break, beside a plan's cost."""

    day: Day
    plan: Plan
    violations: tuple[Violation, ...]
    compared: Cost | None


def read_day(
    folder: Path, *, overrides: Mapping[str, object] | None = None, on: date | None = None
) -> Reading:
    """Read a day folder, its policy made of the packs that it names.

    ``overrides`` are settings by dotted name that win over ``day.toml``
    (``{"limits.seconds": 5}``); None overrides nothing. ``on`` is another day than the folder's,
    on which nothing is pinned yet. Raises InputError with all findings.
    """
    return read_day_folder(folder, overrides=overrides or {}, govern=govern, on=on)


def open_day(
    folder: Path, surroundings: Surroundings, overrides: Mapping[str, object] | None = None
) -> Opened:
    """Read a day folder and open its streets.

    Raises InputError with all findings, TravelDataError when the streets cannot be had.
    """
    reading = read_day(folder, overrides=overrides)
    travel = open_travel(
        reading.day.travel, folder=folder, cache=surroundings.cache, notify=surroundings.notify
    )
    return Opened(reading, travel, Provenance(reading.inputs, _versions()))


def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in MAKERS}


@contextmanager
def disagreements_kept(cache: Path | None) -> Iterator[None]:
    """Save whatever search, model and verifier disagree about, so that it can be repeated."""
    try:
        yield
    except DisagreementError as error:
        if cache is None:
            raise
        raise output.kept(error, cache / "disagreements", _versions()) from error


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

    Raises what ``open_day`` and ``planning.plan_day`` raise, and OutputError when the output
    cannot be written: then nothing of it is.
    """
    opened = open_day(folder, surroundings, overrides)
    day, travel = opened.reading.day, opened.travel
    target = out / day.date.isoformat()
    output.require_writable(target)
    begun = _begun(start, day) if start else None
    baseline, unpriced = _baseline(opened)
    with disagreements_kept(surroundings.cache), pages_loading(watch) as watching:
        planned = planning.plan_day(
            day,
            travel,
            provenance=opened.provenance,
            headstart=Headstart(begun.start if begun else None, surroundings.solvers),
            watch=watching,
            notify=surroundings.notify,
        )
    told = begun.findings if begun else ()
    findings = opened.reading.findings + told + planned.plan.findings + unpriced
    planned = planned._replace(plan=planned.plan.model_copy(update={"findings": findings}))
    output.write_files(target, rendered(planned, travel))
    return Planned(planned.day, planned.plan, target, findings, baseline)


class _Begun(NamedTuple):
    """What a search begins with, and what of it the day does not have."""

    start: Start
    findings: tuple[Finding, ...]


def _begun(file: Path, day: Day) -> _Begun:
    """Read what to begin with: a JSON object is a plan, everything else a table of routes.

    Raises InputError when it is neither.
    """
    plan = load_plan(file) if _holds_object(file) else None
    old, noticed = (_routes_of(plan), ()) if plan else read_old_routes(file, day)
    matched = match_routes(old, day, file.name)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    start = Start(file=file.name, routes=matched.routes, sha256=sha256)
    return _Begun(start, noticed + matched.findings)


def _holds_object(file: Path) -> bool:
    if file.suffix.casefold() != ".json" or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"["


def _routes_of(plan: Plan) -> tuple[OldRoute, ...]:
    return tuple(
        OldRoute(route.shift_id, route.agent_id, tuple(stop.case_id for stop in route.stops))
        for route in plan.routes
    )


def replan(
    folder: Path,
    remainder: Remainder,
    surroundings: Surroundings,
    *,
    out: Path,
    overrides: Mapping[str, object] | None = None,
    watch: Watch = lambda _: None,
) -> Replanned:
    """Plan the rest of a day anew and publish the new version into ``out``/<date>.

    Raises what ``plan`` raises, and InputError when the old plan is not of this day or an event
    cannot have happened so.
    """
    old = load_plan(remainder.plan_file)
    opened = open_day(folder, surroundings, overrides)
    day, travel = _day_of(old, folder, opened.reading, overrides), opened.travel
    at = read_moment(remainder.at, day)
    price = remainder.stability
    stability = None if price is None else read_amount(price, day.currency)
    told = read_events(folder, remainder.events, day, old, at)
    target = out / day.date.isoformat()
    output.require_writable(target)
    asked = Replan(
        old=old,
        events=told.events,
        at=at,
        mode=remainder.mode,
        stability=stability,
        parent=hashlib.sha256(remainder.plan_file.read_bytes()).hexdigest(),
        solvers=surroundings.solvers,
    )
    inputs = {**opened.provenance.inputs, **told.inputs}
    with disagreements_kept(surroundings.cache), pages_loading(watch) as watching:
        new = replan_day(
            day,
            travel,
            asked,
            provenance=opened.provenance._replace(inputs=inputs),
            watch=watching,
            notify=surroundings.notify,
        )
    findings = opened.reading.findings + told.findings + new.planned.plan.findings
    planned = new.planned._replace(plan=new.planned.plan.model_copy(update={"findings": findings}))
    output.write_files(target, rendered(planned, travel))
    published = Planned(planned.day, planned.plan, target, findings, None)
    return Replanned(published, old, new.changes, new.facts)


def rendered(planned: PlannedDay, travel: Travel) -> dict[str, bytes]:
    """Return the files that a plan is published as, by name."""
    from visitplan.render.burden_page import burden_page  # noqa: PLC0415 - slow to load, as
    from visitplan.render.files import day_files  # noqa: PLC0415 - folium is

    door = door_of(planned.day, planned.plan)
    files = day_files(planned.plan, planned.day, travel, door)
    burden = burden_of([PlanOfDay(planned.day, planned.plan)])
    return files | {BURDEN: burden_page(burden).encode()}


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


def check(folder: Path, surroundings: Surroundings) -> Checked:
    """Read a day folder and pass its cases through the gate."""
    opened = open_day(folder, surroundings)
    day, noticed = manned(opened.reading.day, opened.travel)
    findings = opened.reading.findings + noticed
    return Checked(day, gate(day), findings, opened.travel.description)


def verify(
    folder: Path, plan_file: Path, surroundings: Surroundings, *, events: Path | None = None
) -> Verified:
    """Check every promise of a plan file against the day folder.

    A plan that was re-planned is held against what had happened by then, too: ``events``, or else
    the folder's table of that name; what it tells of later is nothing to this plan. What the day
    had broken already is a fact and no violation.
    """
    return verified_day(folder, plan_file, surroundings, events=events)[0]


def verified_day(
    folder: Path, plan_file: Path, surroundings: Surroundings, *, events: Path | None = None
) -> tuple[Verified, PlannedDay]:
    """Return what ``verify`` does, and the plan with its located day and its matrices."""
    plan = load_plan(plan_file)
    opened = open_day(folder, surroundings)
    day, now = _day_of(plan, folder, opened.reading), dict(opened.reading.inputs)
    at = plan.manifest.replanned_at
    if at is None:
        located, _ = manned(day, opened.travel, crews_of(plan))
        planned = PlannedDay(located, planning.measure(located, opened.travel), plan)
        verdict = Verdict(planned, (), verify_plan(*planned))
    else:
        told = read_events_until(folder, events, day, plan, at)
        now |= told.inputs
        verdict = verify_replanned(day, opened.travel, plan, told.events, at=at)
    changed = _changed(plan.manifest, now, day.policy)
    return Verified(plan, verdict.violations, changed, verdict.facts), verdict.planned


def _changed(then: Manifest, now: Mapping[str, str], policy: Policy) -> tuple[str, ...]:
    """Name the files that are not as they were, and the policy where it is another one."""
    names = now.keys() | then.inputs
    files = sorted(name for name in names if now.get(name) != then.inputs.get(name))
    same = (then.pack, then.pack_version) == (policy.pack, policy.version)
    return (*files, *(() if same else ("the policy",)))


def _day_of(
    plan: Plan, folder: Path, first: Reading, overrides: Mapping[str, object] | None = None
) -> Day:
    """Return the day that a plan speaks of: where several were planned at once, one of them."""
    if not plan.manifest.days:
        return first.day
    if plan.date != first.day.date:
        first = pinned_as(first, read_day(folder, overrides=overrides, on=plan.date))
    return as_told(first.day, plan.elsewhere)


def cost(
    folder: Path,
    routes_file: Path,
    surroundings: Surroundings,
    comparison: Comparison | None = None,
) -> Priced:
    """Price and check hand-made routes, beside a plan's cost where there is one to compare with."""
    beside = comparison or Comparison()
    named = load_plan(beside.plan_file) if beside.plan_file else None
    opened = open_day(folder, surroundings)
    routes = read_routes(routes_file, opened.reading.day)
    hand = price_by_hand(opened.reading.day, opened.travel, routes, provenance=opened.provenance)
    compared = named or _published(beside.published, like=hand.plan)
    return Priced(hand.day, hand.plan, verify_plan(*hand), compared.cost if compared else None)


def _published(folder: Path | None, *, like: Plan) -> Plan | None:
    """Return the day's plan from a folder of published plans, if it came of the same input."""
    file = folder / like.date.isoformat() / PLAN_FILE if folder else None
    if file is None or not file.is_file():
        return None
    plan = load_plan(file)
    return plan if plan.manifest.inputs == like.manifest.inputs else None


def explain(
    folder: Path,
    plan_file: Path,
    surroundings: Surroundings,
    *,
    case_id: str | None = None,
    events: Path | None = None,
) -> Explained:
    """Return a plan with the reasons of whatever it leaves out, after it was verified.

    Each change that is told to admit a visit was planned and verified. With ``case_id`` all that
    there is to tell of one case, be it planned or not. For a plan that was re-planned nothing is
    tried any more, since its day is under way: the reasons are those that it was written with.

    Raises VerificationError when the plan is not true: its reasons would not be either.
    """
    from visitplan.reasons.story import reasons_of, reasons_of_one  # noqa: PLC0415 - not always

    verified, planned = verified_day(folder, plan_file, surroundings, events=events)
    if verified.violations:
        raise VerificationError(verified.violations)
    if verified.plan.manifest.replanned_at is not None:
        return Explained(verified.plan, ())
    told = reasons_of(planned) if case_id is None else reasons_of_one(planned, case_id)
    return Explained(verified.plan, told)


def load_plan(plan_file: Path) -> Plan:
    """Read a plan file; InputError with the path inside the file where it is not a plan."""
    try:
        text = plan_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([_unreadable(plan_file, error)]) from error
    return read_plan(text, plan_file.name)


def _unreadable(file: Path, error: Exception) -> Finding:
    reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
    return Finding(
        severity="error",
        code="VP-PL-001",
        file=file.name,
        problem=f"cannot be read: {reason}",
        remedy="name a plan.json that visitplan plan has written",
    )


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


def repeat(file: Path) -> Repeated:
    """Try again what search, model and verifier once disagreed about.

    Raises InputError when the file is not what a DisagreementError has named.
    """
    try:
        return repeat_instance(Instance.model_validate_json(file.read_bytes()))
    except (OSError, ValidationError) as error:
        finding = Finding(
            severity="error",
            code="VP-DI-001",
            file=file.name,
            problem="cannot be read" if isinstance(error, OSError) else "holds no disagreement",
            remedy="name a file that an error of visitplan named",
        )
        raise InputError([finding]) from error


def init(folder: Path, *, today: date) -> tuple[Path, ...]:
    """Write a commented day folder that plans as it is; OutputError when it cannot."""
    try:
        return write_template(folder, today=today)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from error


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a value; InputError with the known names otherwise."""
    return schema_of(name)


def schema_names() -> tuple[str, ...]:
    """Return what there is a schema of."""
    return tuple(sorted(schemas()))


def policy_list() -> tuple[PackSummary, ...]:
    """Return the shipped packs by name; all of them are drafts."""
    return list_packs()


def policy_show(name: str, *, on: date) -> ShownPack:
    """Return each rule that a pack, by name or file, has on a day, what it inherits included."""
    return show_pack(name, on=on)


def policy_check(files: Sequence[Path]) -> CheckedPacks:
    """Check files of packs; InputError with everything that is wrong with any of them."""
    return check_pack_files(files)


def policy_diff(first: str, second: str, *, on: date) -> tuple[Difference, ...]:
    """Say of each field of two packs whether the second is stricter or looser than the first."""
    return compare_packs(first, second, on=on)
