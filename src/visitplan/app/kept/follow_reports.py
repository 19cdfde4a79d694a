"""What follows from reports of agents, in the database: ledger and holds, at once."""

from collections.abc import Sequence
from datetime import datetime

from visitplan.app.kept.day_forms import DayForm, form_of
from visitplan.app.kept.day_holds import hold_on_day, visited_beside, visited_of
from visitplan.app.kept.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import NEW_LEDGER, with_contacts
from visitplan.domain.contact import Contact
from visitplan.domain.outcome import Outcome
from visitplan.feedback.following import Following, following
from visitplan.intake.verbatim import VerbatimRow
from visitplan.storage import ledger, tables
from visitplan.storage.database import Connection
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of, TableRow


def follow_reports(
    connection: Connection, head: DayHead, outcomes: Sequence[Outcome], *, at: datetime, by: str
) -> Following:
    """Put new outcomes of a day into its ledger, and hold the cases that they ask to hold.

    Call it in the transaction that records them, and only for those that are new. Where a case is
    held, the day has a new version. Raises KeyError for a case that the day does not have.
    """
    of_people = any(each.meaning.hold and each.meaning.of_person for each in outcomes)
    case_ids = {each.case_id for each in outcomes}
    form = form_of(connection, head.id)
    visited = (visited_beside if of_people else visited_of)(connection, form, case_ids)
    follows = following(outcomes, visited, on=head.date)
    if follows.holds:
        hold_on_day(connection, head, follows.holds, at=at, by=by)
    if follows.contacts:
        tell_ledger(connection, head, form, follows.contacts, at=at)
    return follows


def tell_ledger(
    connection: Connection,
    day: DayHead,
    form: DayForm,
    contacts: Sequence[Contact],
    *,
    at: datetime,
) -> None:
    """Put contacts at the end of a day's ledger, under its own headers."""
    of, stored = Of(day.id, day.branch_id), form.heads.get("contacts")
    if stored is None:
        first = with_contacts(NEW_LEDGER, contacts, {})
        tables.put_table(connection, of, day_table(first), at=at)
        return
    told = with_contacts(verbatim_of(stored), contacts, form.mapped("contacts"))
    if told.headers != stored.headers:
        tables.add_contacts(connection, of, told.headers, map(_row, told.rows), at=at)
        return
    for row in told.rows:
        ledger.tell(connection, of, told.headers, _row(row), at=at)


def _row(row: VerbatimRow) -> TableRow:
    return TableRow(*row)
