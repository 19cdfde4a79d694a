"""Erasing one person on request: when the rules let it, whole, and so that it can be shown."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.app.kept.files_beside import tables_beside, without_rows
from visitplan.app.kept.person_found import find_person
from visitplan.app.kept.person_texts import emptied_of, is_named_in, without
from visitplan.app.kept.purge import newest_policy
from visitplan.domain.policy import Policy
from visitplan.domain.rule import Rule
from visitplan.domain.terms import CASE_RECORDS, Retention
from visitplan.storage import branches, erasing, persons, purging
from visitplan.storage.database import Connection, Database
from visitplan.storage.erasing import Rewritten
from visitplan.storage.old_cases import last_entry
from visitplan.storage.persons import Person
from visitplan.storage.purging import Purge


class KeptUntil(NamedTuple):
    """What must stay, by which rules, and the first day on which it need not any more.

    ``last`` is the day of the last entry. ``rules`` are none where only the entry itself is too
    young; ``is_unknown`` where no day of the branch can be read, so that nobody can tell.
    """

    last: date
    lawful_from: date | None
    rules: tuple[Rule, ...]
    is_unknown: bool = False


class Erased(NamedTuple):
    """What went, or would go, of a person; ``kept`` says why nothing may go yet.

    ``rows`` counts by table. ``done`` is False where it was only told.
    """

    branch_id: str
    cases: int
    kept: KeptUntil | None
    rows: dict[str, int]
    done: bool


def erase_person(
    database: Database,
    reference: str,
    *,
    asked: Purge,
    for_real: bool,
    branch_ids: Sequence[str] = (),
) -> Erased:
    """Erase whoever an id stands for; unless ``for_real``, only tell what that would be.

    Nothing goes before the longest minimum that the rules of the branch's newest day set for
    records of cases, nor on the day of the last entry. What went is overwritten in the database's
    files, so that no later backup holds it. Raises what ``find_person`` raises.
    """
    with database.write() as connection:
        person = find_person(connection, reference, branch_ids)
        kept = _kept_until(connection, person, asked)
        rows = {} if kept else erasing.erase(connection, person, _left(connection, person), asked)
        if kept or not for_real:
            connection.rollback()
    done = for_real and kept is None
    if done:
        purging.overwrite_what_went(database)
    return Erased(person.branch_id, len(person.case_ids), kept, rows, done)


def _kept_until(connection: Connection, person: Person, asked: Purge) -> KeptUntil | None:
    branch = branches.find(connection, person.branch_id)
    if branch is None:
        return None
    last = last_entry(connection, person.branch_id, person.case_ids) or date.min
    policy = newest_policy(connection, branch)
    if policy is None:
        return KeptUntil(last, None, (), is_unknown=True)
    longest = _longest_minimum(policy)
    days = longest.minimum_days or 0 if longest else 0
    lawful_from = last + timedelta(days=days + 1)
    if asked.at.astimezone(ZoneInfo(branch.time_zone)).date() >= lawful_from:
        return None
    return KeptUntil(last, lawful_from, _rules_of(policy, longest))


def _longest_minimum(policy: Policy) -> Retention | None:
    spoken = [each for each in policy.retention if each.category in CASE_RECORDS]
    return max(spoken, key=lambda each: each.minimum_days or 0, default=None)


def _rules_of(policy: Policy, longest: Retention | None) -> tuple[Rule, ...]:
    if longest is None or not longest.minimum_days:
        return ()
    return tuple(
        rule
        for rule in policy.rules_on("retention")
        if longest.category in rule.figure and str(longest.minimum_days) in rule.figure
    )


def _left(connection: Connection, person: Person) -> Rewritten:
    plans, jobs = persons.texts_naming(person)
    documents = {row["id"]: row["document"] for row in persons.found(connection, plans)}
    failures = {row["id"]: row["failure"] for row in persons.found(connection, jobs)}
    return Rewritten(
        {
            plan_id: without(document, person)
            for plan_id, document in documents.items()
            if is_named_in(json.loads(document), person)
        },
        {
            job_id: emptied_of(failure, person)
            for job_id, failure in failures.items()
            if is_named_in(failure, person)
        },
        tuple(map(without_rows, tables_beside(connection, person.branch_id, person.case_ids))),
    )
