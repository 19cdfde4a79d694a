"""A day folder to begin with."""

from datetime import date
from pathlib import Path

from visitplan.errors import OutputError
from visitplan.intake.template import write_template


def init(folder: Path, *, today: date) -> tuple[Path, ...]:
    """Write a commented day folder that plans as it is; OutputError when it cannot."""
    try:
        return write_template(folder, today=today)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}") from error
