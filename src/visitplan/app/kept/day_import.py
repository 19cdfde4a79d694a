"""A day that somebody sends: unpacked, read, and kept as the day of its branch."""

from collections.abc import Iterable
from typing import NamedTuple

from visitplan.app.kept.day_at_hand import folder_of
from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.app.opening import read_day
from visitplan.domain.finding import Finding
from visitplan.intake.parcel import Sent, unpacked
from visitplan.storage import days
from visitplan.storage.database import Database
from visitplan.storage.days import DayHead


class Imported(NamedTuple):
    """A day that is kept now, and what was noticed on the way."""

    head: DayHead
    findings: tuple[Finding, ...]
    ignored: tuple[str, ...]


def import_sent(
    database: Database, sent: Iterable[Sent], importing: Importing, *, replace: bool
) -> Imported:
    """Keep what was sent as the branch's day of its date, with ``replace`` instead of its own.

    Raises InputError with all findings, and ConflictError where the branch has that day and it
    is not to be replaced: then nothing is kept.
    """
    parcel = unpacked(sent)
    with folder_of(parcel.files) as folder:
        reading = read_day(folder)
        with database.write() as connection:
            standing = days.find(connection, importing.branch_id, reading.day.date)
            seen = standing.version if standing and replace else None
            head = import_day(connection, folder, importing._replace(seen=seen))
    return Imported(head, reading.findings, parcel.ignored)
