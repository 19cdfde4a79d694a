"""A day folder to begin with."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from visitplan.errors import OutputError
from visitplan.intake.template import write_template


def init(folder: Path, *, today: date) -> tuple[Path, ...]:
    """Write a commented day folder that plans as it is; OutputError when it cannot."""
    try:
        return write_template(folder, today=today)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from error


def template_files(today: date) -> dict[str, bytes]:
    """Return the files of that day folder, by name."""
    with TemporaryDirectory(prefix="visitplan-") as scratch:
        files = init(Path(scratch) / "day", today=today)
        return {file.name: file.read_bytes() for file in files}
