"""Files that are written whole or not at all, and a folder that is kept from growing."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

SPARED_SECONDS = 3_600
"""What was used within so long before the newest use may be in use still."""

_HALF = ".half-"


def write_whole(file: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file beside its place first and move it there; several processes may at once.

    Raises OSError when it cannot be written; what stood there before then still stands.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, half = tempfile.mkstemp(dir=file.parent, prefix=_HALF, suffix=file.suffix)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            write(opened)
            opened.flush()
            os.fsync(opened.fileno())
        Path(half).replace(file)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise


def mark_used(file: Path) -> None:
    """Note that a file is in use, so that others are removed before it; not where it may not be."""
    with contextlib.suppress(PermissionError):
        os.utime(file)


def remove_least_used(folder: Path, kept: Path, *, largest: int) -> None:
    """Remove the files of a kind that were not used for longest, until the folder is small enough.

    ``kept`` is the file just used: it stays, as does whatever was used shortly before it. Halves
    that a killed process left behind go first. Raises OSError when one cannot be removed.
    """
    newest = kept.stat().st_mtime
    known = [(file, file.stat()) for file in folder.glob(f"*{kept.suffix}") if file != kept]
    size = kept.stat().st_size + sum(stat.st_size for _, stat in known)
    known.sort(key=lambda pair: (not pair[0].name.startswith(_HALF), pair[1].st_mtime))
    for file, stat in known:
        abandoned = file.name.startswith(_HALF)
        if stat.st_mtime < newest - SPARED_SECONDS and (abandoned or size > largest):
            file.unlink(missing_ok=True)
            size -= stat.st_size
