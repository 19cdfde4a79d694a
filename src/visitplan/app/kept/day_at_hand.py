"""A day that the database keeps, as a day folder for the length of a block."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from visitplan.app import output
from visitplan.app.check import Checked, check
from visitplan.app.kept.kept_days import files_of
from visitplan.app.opening import read_day
from visitplan.app.surroundings import Surroundings
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.intake.reading import Reading
from visitplan.storage.tables import DayInputs


@contextmanager
def folder_of(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Lend a folder with these files, which only its owner may read, and which is gone after."""
    with TemporaryDirectory(prefix="visitplan-") as scratch:
        folder = Path(scratch) / "day"
        output.write_files(folder, files)
        yield folder


def read_inputs(inputs: DayInputs) -> Reading:
    """Read a day's inputs as a day folder is read; InputError with all findings."""
    with folder_of(files_of(inputs)) as folder:
        return read_day(folder)


def findings_of(inputs: DayInputs) -> tuple[Finding, ...]:
    """Return everything that is to be said of a day's inputs, whether they can be read or not."""
    try:
        return read_inputs(inputs).findings
    except InputError as error:
        return error.findings


def check_inputs(inputs: DayInputs, surroundings: Surroundings) -> Checked:
    """Pass a day's cases through the gate; raises what ``check`` raises."""
    with folder_of(files_of(inputs)) as folder:
        return check(folder, surroundings)
