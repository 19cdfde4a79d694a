"""What follows from reports of agents, in the database: ledger and holds, at once."""

from collections.abc import Sequence
from datetime import datetime

from visitplan.app.kept.day_holds import hold_on_day, mapped_of, visited_beside, visited_of
from visitplan.app.kept.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import NEW_LEDGER, with_contacts
from visitplan.domain.contact import Contact
from visitplan.domain.outcome import Outcome
from visitplan.feedback.following import Following, following
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
    visited = (visited_beside if of_people else visited_of)(connection, head.id, case_ids)
    follows = following(outcomes, visited, on=head.date)
    if follows.holds:
        hold_on_day(connection, head, follows.holds, at=at, by=by)
    if follows.contacts:
        tell_ledger(connection, Of(head.id, head.branch_id), follows.contacts, at=at)
    return follows


def tell_ledger(
    connection: Connection, of: Of, contacts: Sequence[Contact], *, at: datetime
) -> None:
    """Put contacts at the end of a day's ledger, under its own headers."""
    mapped = mapped_of(connection, of.day_id).get("contacts", {})
    stored = tables.load_head(connection, of.day_id, "contacts")
    if stored is None:
        first = with_contacts(NEW_LEDGER, contacts, {})
        tables.put_table(connection, of, day_table(first), at=at)
        return
    told = with_contacts(verbatim_of(stored), contacts, mapped)
    rows = [TableRow(*row) for row in told.rows]
    if told.headers == stored.headers:
        ledger.tell_day(connection, of, told.headers, rows, at=at)
    else:
        tables.add_contacts(connection, of, told.headers, rows, at=at)
