"""Whom an id stands for: a debtor by their own id, or by that of any case of theirs."""

from collections.abc import Iterator, Sequence

from visitplan.app.kept.day_forms import form_of
from visitplan.app.kept.day_holds import visited_in
from visitplan.app.told_tables import Mapped, columns_under
from visitplan.errors import StorageError
from visitplan.feedback.following import Visited
from visitplan.storage import days, persons
from visitplan.storage.database import Connection
from visitplan.storage.persons import Person
from visitplan.storage.row import TableRow


def find_person(connection: Connection, reference: str, branch_ids: Sequence[str] = ()) -> Person:
    """Return whom an id stands for, with every case that a branch ever had of that person.

    A debtor's own id comes first; the id of a case stands for whose case it is. ``branch_ids``
    are where to look; none means everywhere. Raises StorageError where nobody is known by it, or
    more than one is: then the branch, or the debtor's id, tells them apart.
    """
    looked = branch_ids or persons.every_branch(connection)
    known = [each for branch in looked for each in _known_in(connection, branch, reference)]
    if not known:
        raise StorageError("the database holds nothing of anybody with this id")
    if len(known) > 1:
        where = ", ".join(sorted({each.branch_id for each in known}))
        raise StorageError(
            f"the id stands for {len(known)} people (of {where}): name the branch by --branch, "
            "or the debtor instead of the case"
        )
    return known[0]


def _known_in(connection: Connection, branch_id: str, reference: str) -> Iterator[Person]:
    cases = tuple(_cases_with(connection, branch_id, reference))
    of_debtor = [each for each in cases if each.debtor == reference]
    debtors = {each.debtor for each in of_debtor or cases if reference in {each.debtor, each.id}}
    if not debtors and _is_heard_of(connection, branch_id, reference):
        debtors = {reference}
    for debtor in sorted(debtors):
        yield Person(branch_id, debtor, _cases_of(connection, branch_id, debtor))


def _cases_of(connection: Connection, branch_id: str, debtor: str) -> tuple[str, ...]:
    """Return the cases of a debtor by what days and the ledger say; without any, the id itself."""
    in_days = {
        each.id
        for each in _cases_with(connection, branch_id, debtor)
        if each.debtor == debtor and each.id
    }
    told = set(_told_of(connection, branch_id, debtor))
    return tuple(sorted(in_days | told)) or (debtor,)


def _cases_with(connection: Connection, branch_id: str, text: str) -> Iterator[Visited]:
    rows: dict[str, list[TableRow]] = {}
    for day_id, row in persons.case_rows_with(connection, branch_id, text):
        rows.setdefault(day_id, []).append(row)
    for day_id, some in rows.items():
        yield from visited_in(connection, day_id, some)


def _told_of(connection: Connection, branch_id: str, debtor: str) -> Iterator[str]:
    """Yield the cases of which the ledger says that they are a debtor's."""
    mapped = _headers_of(connection, branch_id)
    for case_id, told in persons.contacts_with(connection, branch_id, debtor):
        columns = columns_under("contacts", tuple(told), mapped)
        cells = dict(zip(columns, told.values(), strict=True))
        if case_id and str(cells.get("debtor_id")) == debtor:
            yield case_id


def _headers_of(connection: Connection, branch_id: str) -> Mapped:
    """Return what a branch's days call the columns of contacts, all of them together."""
    mapped: dict[str, str] = {}
    for head in days.heads(connection, [branch_id]):
        mapped |= form_of(connection, head.id).mapped("contacts")
    return mapped


def _is_heard_of(connection: Connection, branch_id: str, reference: str) -> bool:
    """Tell whether a case that no day has any more is known from the ledger or from reports."""
    told = (case_id for case_id, _ in persons.contacts_with(connection, branch_id, reference))
    return (
        reference in told
        or bool(list(_told_of(connection, branch_id, reference)))
        or persons.is_reported(connection, branch_id, reference)
    )
