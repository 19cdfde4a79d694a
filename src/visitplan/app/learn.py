"""What one's own days have shown, learned from day folders or the database."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, get_args
from zoneinfo import ZoneInfo

from visitplan.app import output
from visitplan.app.kept.day_at_hand import folder_of
from visitplan.app.kept.kept_days import files_of
from visitplan.app.kept.told_events import reports_of_day
from visitplan.app.learned_text import learned_text
from visitplan.app.opening import read_day
from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.learned import Learned
from visitplan.domain.outcome import Outcome, OutcomeCode
from visitplan.eligibility.governing import govern
from visitplan.errors import InputError
from visitplan.feedback.learning.knocks import knocks_of
from visitplan.feedback.learning.legs import Leg, legs_of
from visitplan.feedback.learning.story import learn
from visitplan.intake.outcomes import read_outcomes
from visitplan.intake.whole_ledger import read_whole_ledger
from visitplan.render.exports.plan_file import read_plan
from visitplan.storage import days, plans, tables
from visitplan.storage.database import Connection
from visitplan.storage.outcomes import KeptOutcome

OUTCOMES_FILE = "outcomes.csv"
_CODES = frozenset(get_args(OutcomeCode))


class Seen(NamedTuple):
    """What a day has shown: contacts, by the clock of its zone, and legs that were worked."""

    zone: ZoneInfo
    contacts: tuple[Contact, ...]
    legs: tuple[Leg, ...] = ()


def learn_from_folders(folders: Sequence[Path], file: Path, *, now: datetime) -> Learned:
    """Learn from the contacts of day folders, and write what came of it into a file.

    Ways and stays are learned where a folder also holds ``plan.json`` and ``outcomes.csv``. Raises
    InputError where a folder cannot be read or none holds a visit, and OutputError.
    """
    return _written([_seen_in_folder(folder, now) for folder in folders], file)


def learn_from_branch(connection: Connection, branch_id: str, file: Path) -> Learned:
    """Learn from the days that the database keeps of a branch: contacts, and what agents reported.

    A day whose tables cannot be read is passed over. Raises InputError where there is no visit at
    all, and OutputError.
    """
    heads = days.heads(connection, [branch_id])
    seen = (_seen_in_database(connection, head.id) for head in heads)
    return _written([each for each in seen if each], file)


def _seen_in_folder(folder: Path, now: datetime) -> Seen:
    seen, day = _ledger_of(folder)
    worked = folder / PLAN_FILE, folder / OUTCOMES_FILE
    if not all(each.is_file() for each in worked):
        return seen
    told = read_outcomes(worked[1], day, now=now).outcomes
    return seen._replace(legs=tuple(legs_of(load_plan(worked[0]), told)))


def _seen_in_database(connection: Connection, day_id: str) -> Seen | None:
    try:
        with folder_of(files_of(tables.load(connection, day_id))) as folder:
            seen, _ = _ledger_of(folder)
    except InputError:
        return None
    return seen._replace(legs=tuple(_legs_in_database(connection, day_id)))


def _legs_in_database(connection: Connection, day_id: str) -> Iterator[Leg]:
    by_plan = defaultdict[str, list[Outcome]](list)
    for report in reports_of_day(connection, day_id):
        if report.code in _CODES:
            by_plan[report.plan_id].append(_outcome(report))
    for plan_id, outcomes in by_plan.items():
        document = plans.document(connection, plan_id)
        if document:
            yield from legs_of(read_plan(document), outcomes)


def _ledger_of(folder: Path) -> tuple[Seen, Day]:
    """Return a day's contacts, each with the kind of place that the day knows of its case."""
    day = read_day(folder).day
    kinds = {case.id: case.place_kind for case in day.cases}
    contacts = tuple(
        each.model_copy(update={"place_kind": each.place_kind or kinds.get(each.case_id)})
        for each in read_whole_ledger(folder, govern=govern)
    )
    return Seen(day.time_zone, contacts), day


def _outcome(report: KeptOutcome) -> Outcome:
    told = {"case_id": report.case_id, "agent_id": report.agent_id, "at": report.happened_at}
    return Outcome.model_validate({**told, "code": report.code})


def _written(seen: Sequence[Seen], file: Path) -> Learned:
    by_zone = defaultdict[ZoneInfo, list[Contact]](list)  # a ledger tells of other days, too
    for each in seen:
        by_zone[each.zone] += each.contacts
    knocks = [knock for zone, told in by_zone.items() for knock in knocks_of(told, zone)]
    if not knocks:
        raise InputError([_nothing_to_learn()])
    learned = learn(knocks, [leg for each in seen for leg in each.legs])
    output.write_file(file, learned_text(learned).encode())
    return learned


def _nothing_to_learn() -> Finding:
    return Finding(
        severity="error",
        code="VP-LN-001",
        file="contacts",
        problem="tell of no visit, so that there is nothing to learn",
        remedy="name days whose contacts have visits; visitplan record adds them",
    )
