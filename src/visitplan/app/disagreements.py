"""What search, model and verifier disagree about is kept, and can be tried again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from visitplan.app import output
from visitplan.app.opening import versions
from visitplan.domain.finding import Finding
from visitplan.errors import DisagreementError, InputError
from visitplan.routing.disagreement import Instance
from visitplan.routing.repeating import Repeated
from visitplan.routing.repeating import repeat as repeat_instance


@contextmanager
def disagreements_kept(cache: Path | None) -> Iterator[None]:
    """Save whatever search, model and verifier disagree about, so that it can be repeated."""
    try:
        yield
    except DisagreementError as error:
        if cache is None:
            raise
        raise output.kept(error, cache / "disagreements", versions()) from error


def repeat(file: Path) -> Repeated:
    """Try again what search, model and verifier once disagreed about.

    Raises InputError when the file is not what a DisagreementError has named.
    """
    try:
        return repeat_instance(Instance.model_validate_json(file.read_bytes()))
    except (OSError, ValidationError) as error:
        finding = Finding(
            severity="error",
            code="VP-DI-001",
            file=file.name,
            problem="cannot be read" if isinstance(error, OSError) else "holds no disagreement",
            remedy="name a file that an error of visitplan named",
        )
        raise InputError([finding]) from error
