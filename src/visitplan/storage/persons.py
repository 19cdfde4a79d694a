"""Who a person is to the database, and every row in which something of theirs stands.

One list of places serves export and erasure alike, so that neither forgets what the other knows.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Table, Text, and_, cast, or_, select

from visitplan.storage.row import TableRow
from visitplan.storage.schema.access import idempotency_keys
from visitplan.storage.schema.columns import canonical
from visitplan.storage.schema.days import ROWS, branches, cases, contacts, days
from visitplan.storage.schema.happenings import outcomes
from visitplan.storage.schema.jobs import comparison_files, planning_jobs
from visitplan.storage.schema.plans import plans
from visitplan.storage.schema.webhooks import deliveries, webhooks


class Person(NamedTuple):
    """Somebody whom a branch knows: a debtor, with every case of theirs that it ever had."""

    branch_id: str
    debtor: str
    case_ids: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Every id that stands for this person."""
        return frozenset((self.debtor, *self.case_ids))


class Where(NamedTuple):
    """Rows of a table that are about a person as a whole."""

    table: Table
    which: ColumnElement[bool]


def rows_about(person: Person) -> tuple[Where, ...]:
    """Return the rows that are about nobody else, in an order in which they can be deleted."""
    of_branch = days_of(person.branch_id)
    return (
        *(Where(table, and_(table.c.day_id.in_(of_branch), _is_of(table, person)))
          for name, table in ROWS.items() if name != "agents"),
        Where(contacts, _told_of(person)),
        Where(outcomes, and_(outcomes.c.plan_id.in_(plans_of(person.branch_id)),
                             outcomes.c.case_id.in_(person.case_ids))),
        Where(deliveries, _messages(person)),
        Where(idempotency_keys, names(idempotency_keys.c.answer, person.case_ids)),
    )  # fmt: skip


def texts_naming(person: Person) -> tuple[Where, ...]:
    """Return the rows whose texts may name a person among others: plans, why planning failed.

    Within a sentence an id may also be a part of another one: look closer.
    """
    return (
        Where(plans, and_(plans.c.day_id.in_(days_of(person.branch_id)),
                          _mentions(plans.c.document, person))),
        Where(planning_jobs, and_(planning_jobs.c.day_id.in_(days_of(person.branch_id)),
                                  _mentions(planning_jobs.c.failure, person))),
    )  # fmt: skip


def comparisons_with(person: Person) -> Where:
    """Return what comparisons of days with a person's cases wrote; it can be worked out again."""
    shown = select(cases.c.day_id).where(cases.c.day_id.in_(days_of(person.branch_id)))
    theirs = shown.where(_is_of(cases, person))
    jobs = select(planning_jobs.c.id).where(planning_jobs.c.day_id.in_(theirs))
    return Where(comparison_files, comparison_files.c.job_id.in_(jobs))


def found(connection: Connection, where: Where) -> list[Mapping[str, Any]]:
    """Return the rows of a place, column by column, in the order of their keys."""
    chosen = select(where.table).where(where.which).order_by(*where.table.primary_key.columns)
    return [dict(row) for row in connection.execute(chosen).mappings()]


def days_of(branch_id: str) -> Any:
    """Return the query of the ids of a branch's days."""
    return select(days.c.id).where(days.c.branch_id == branch_id)


def plans_of(branch_id: str) -> Any:
    """Return the query of the ids of a branch's plans."""
    return select(plans.c.id).where(plans.c.day_id.in_(days_of(branch_id)))


def names(column: Column[Any], ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a JSON text holds one of these ids as a text of its own."""
    text = cast(column, Text)
    return or_(*(text.contains(canonical(each), autoescape=True) for each in ids))


def _mentions(column: Column[Any], person: Person) -> ColumnElement[bool]:
    return or_(*(_occurs(column, each) for each in person.case_ids))


def _occurs(column: Column[Any], text: str) -> ColumnElement[bool]:
    """Return the condition that a JSON text holds another text, as a part of whatever it is."""
    return cast(column, Text).contains(canonical(text)[1:-1], autoescape=True)


def case_rows_with(
    connection: Connection, branch_id: str, text: str
) -> Iterator[tuple[str, TableRow]]:
    """Yield the rows of cases in which a text occurs anywhere, each after its day's id."""
    named = or_(cases.c.subject == text, _occurs(cases.c.cells, text))
    mine = (cases.c.day_id.in_(days_of(branch_id)), named)
    chosen = select(cases.c.day_id, cases.c.subject, cases.c.cells).where(*mine)
    for row in connection.execute(chosen.order_by(cases.c.day_id, cases.c.position)):
        yield row.day_id, TableRow(row.subject, tuple(row.cells))


def contacts_with(
    connection: Connection, branch_id: str, text: str
) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """Yield the entries of a ledger in which a text occurs anywhere: their case, what was told."""
    named = or_(contacts.c.case_id == text, _occurs(contacts.c.told, text))
    mine = (contacts.c.branch_id == branch_id, named)
    for row in connection.execute(select(contacts.c.case_id, contacts.c.told).where(*mine)):
        yield row.case_id, dict(row.told)


def is_reported(connection: Connection, branch_id: str, case_id: str) -> bool:
    """Tell whether agents of a branch reported anything of a case."""
    mine = (outcomes.c.case_id == case_id, outcomes.c.plan_id.in_(plans_of(branch_id)))
    return connection.execute(select(outcomes.c.seq).where(*mine).limit(1)).first() is not None


def every_branch(connection: Connection) -> tuple[str, ...]:
    """Return the ids of all branches, sorted."""
    return tuple(connection.execute(select(branches.c.id).order_by(branches.c.id)).scalars())


def _is_of(table: Table, person: Person) -> ColumnElement[bool]:
    """Return whose a row is: its subject's; without one, or in a pin, whomever it names."""
    by_subject = table.c.subject.in_(person.case_ids)
    named = names(table.c.cells, person.ids if table is cases else person.case_ids)
    if table is ROWS["pinned"]:  # a visit pinned to come after another names that one too
        return or_(by_subject, named)
    return or_(by_subject, and_(table.c.subject.is_(None), named))


def _told_of(person: Person) -> ColumnElement[bool]:
    unreadable = and_(contacts.c.case_id.is_(None), names(contacts.c.told, person.ids))
    by_case = or_(contacts.c.case_id.in_(person.case_ids), unreadable)
    return and_(contacts.c.branch_id == person.branch_id, by_case)


def _messages(person: Person) -> ColumnElement[bool]:
    theirs = select(webhooks.c.id).where(webhooks.c.branch_id == person.branch_id)
    told = names(deliveries.c.body, person.case_ids)
    return and_(deliveries.c.webhook_id.in_(theirs), told)
