"""Results on disk, by the keys of their tasks: what is there need not be done again."""

import os
import tempfile
from pathlib import Path

from visitplan.errors import OutputError


class Store:
    """A folder with one file per result, each complete or not there at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """Return a result, None where there is none."""
        try:
            return self._file(key).read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        except OSError as error:
            raise OutputError(f"{self._folder}: {error.strerror}") from error

    def put(self, key: str, value: str) -> None:
        """Keep a result, readable by its owner only; OutputError where it cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._replace(self._file(key), value)
        except OSError as error:
            raise OutputError(f"{self._folder}: {error.strerror}") from error

    def _replace(self, file: Path, value: str) -> None:
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".writing-")
        aside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as written:
                written.write(value)
                written.flush()
                os.fsync(written.fileno())
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.json"
