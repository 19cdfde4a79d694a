"""An extract as a file of our own: plain arrays and JSON with checksums, nothing that can run."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, get_type_hints

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, TypeAdapter

from visitplan.travel.extract import Extract


class Origin(BaseModel):
    """Where an extract came from, so that it can be asked for again.

    ``source`` is what ``TravelSettings.streets`` may name, a file by its whole path; ``label`` what
    outputs call it; ``overpass`` the server that was asked, None for OSMnx's own choice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    label: str
    overpass: str | None = None


def save_extract(extract: Extract, origin: Origin, file: BinaryIO) -> None:
    """Write an extract and its origin as npz."""
    parts = {name: _as_array(name, getattr(extract, name)) for name in get_type_hints(Extract)}
    origin_text = _bytes(origin.model_dump_json().encode())
    np.savez_compressed(file, allow_pickle=False, origin=origin_text, **parts)


def load_extract(path: Path) -> Extract:
    """Read an extract that was saved; ValueError when the file is not one, or damaged.

    What a former version did not know of stays at its default.
    """
    with _opened(path) as saved:
        known = (name for name in get_type_hints(Extract) if name in saved)
        return Extract(**{name: _value(name, saved[name]) for name in known})


def load_origin(path: Path) -> Origin:
    """Read the origin alone, which is quick; ValueError when the file is no extract."""
    with _opened(path) as saved:
        return Origin.model_validate_json(saved["origin"].tobytes())


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            yield saved
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, EOFError) as problem:
        raise ValueError(f"not an extract: {type(problem).__name__}") from None


def _as_array(name: str, value: Any) -> NDArray[Any]:
    return value if isinstance(value, np.ndarray) else _bytes(_form_of(name).dump_json(value))


def _value(name: str, array: NDArray[Any]) -> Any:
    return array if _is_array(name) else _form_of(name).validate_json(array.tobytes())


def _is_array(name: str) -> bool:
    return getattr(get_type_hints(Extract)[name], "__origin__", None) is np.ndarray


def _form_of(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(get_type_hints(Extract)[name])


def _bytes(text: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(text, np.uint8)
