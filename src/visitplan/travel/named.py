"""Networks under a name: extracts kept whole beside the cache, to be compiled at any speed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from visitplan.errors import OutputError, TravelDataError
from visitplan.travel.cache import file_hash
from visitplan.travel.extract import Extract
from visitplan.travel.extract_file import Origin, load_extract, load_origin, save_extract
from visitplan.travel.keeping import write_whole

PREFIX = "name:"
_NAME = re.compile(r"\w[\w-]{0,63}")


class NamedNetwork(NamedTuple):
    """A network that is kept: its name, where its streets came from, its file's bytes.

    The origin is None where the file is damaged.
    """

    name: str
    origin: Origin | None
    size: int


class NamedNetworks:
    """The named networks that lie in a folder, a file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __iter__(self) -> Iterator[NamedNetwork]:
        """Yield what is kept, by name."""
        for file in sorted(self._folder.glob("[!.]*.npz")):
            yield NamedNetwork(file.stem, _origin(file), file.stat().st_size)

    def __contains__(self, name: str) -> bool:
        """Tell whether something is kept under a name; of what is no name, nothing is."""
        return bool(_NAME.fullmatch(name)) and self._file(name).is_file()

    def keep(self, name: str, extract: Extract, origin: Origin) -> None:
        """Keep an extract under a name, in place of what was there.

        Raises OutputError when it cannot be written; then what was there still is.
        """
        try:
            write_whole(self._file(name), lambda file: save_extract(extract, origin, file))
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise OutputError(
                f"the streets could not be kept under {self._folder} ({reason});"
                " make room there, or name another folder in VISITPLAN_CACHE"
            ) from None

    def extract(self, name: str) -> Extract:
        """Return the extract of a name; TravelDataError when it is not kept, or damaged."""
        try:
            return load_extract(self.file(name))
        except (ValueError, OSError):
            raise _damaged(name) from None

    def origin(self, name: str) -> Origin:
        """Return where the streets of a name came from, errors as of ``extract``."""
        origin = _origin(self.file(name))
        if origin is None:
            raise _damaged(name)
        return origin

    def content(self, name: str) -> str:
        """Return what tells one content of a name from another; errors as of ``file``."""
        return file_hash(self.file(name))

    def remove(self, name: str) -> None:
        """Forget a name; TravelDataError when it is not kept."""
        self.file(name).unlink(missing_ok=True)

    def file(self, name: str) -> Path:
        """Return the file of a name; TravelDataError when nothing is kept under it."""
        if name in self:
            return self._file(name)
        kept = ", ".join(network.name for network in self)
        raise TravelDataError(
            f"no streets are kept under the name {name[:64]!r}; there "
            + (f"are {kept}" if kept else "are none yet: visitplan streets add")
        )

    def _file(self, name: str) -> Path:
        return self._folder / f"{proper_name(name)}.npz"


def proper_name(name: str) -> str:
    """Return a name that may be given to a network; TravelDataError for any other."""
    if not _NAME.fullmatch(name):
        raise TravelDataError(
            f"{name[:64]!r} cannot name streets;"
            " a name has letters, figures, - and _, begins without -, and is at most 64 long"
        )
    return name


def _origin(file: Path) -> Origin | None:
    try:
        return load_origin(file)
    except (ValueError, OSError):
        return None


def _damaged(name: str) -> TravelDataError:
    return TravelDataError(
        f"the streets kept under the name {name} are damaged, or of another version of visitplan;"
        f" visitplan streets remove {name}, and add them again"
    )
