"""All contacts of a day folder, those of cases too that are no longer among the day's."""

from pathlib import Path

from visitplan.domain.contact import Contact
from visitplan.domain.governing import Govern
from visitplan.intake.contacts import read_contact
from visitplan.intake.files import find_table
from visitplan.intake.report import Report
from visitplan.intake.settings import read_settings
from visitplan.intake.tables import TableReader

TABLE = "contacts"


def read_whole_ledger(folder: Path, *, govern: Govern | None = None) -> tuple[Contact, ...]:
    """Return every contact that the folder's table tells of, in order of its rows.

    Raises InputError with every finding.
    """
    report = Report()
    settings = read_settings(folder, overrides={}, report=report, inputs={}, govern=govern)
    path = find_table(folder, TABLE, report=report, required=False)
    reader = TableReader(report, {}, settings.headers, settings.datum)
    rows = (reader.rows(path, TABLE) if path else None) or ()
    contacts = [read_contact(fields, settings.local) for fields in rows]
    report.raise_if_refused()
    return tuple(each for each in contacts if each)
