"""The output folder: either everything is written, or what stood there before still stands."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from visitplan.errors import DisagreementError, OutputError

OURS = ("agent-*.html", "agent-*.gpx", "agent-*.ics")
"""Files of an earlier plan that must not outlive it: a withdrawn visit leaves the page."""


def require_writable(folder: Path) -> None:
    """Refuse a folder that cannot be made or written, before anybody searches for a plan for it.

    Raises OutputError naming the folder and the reason. Nothing stays behind.
    """
    ground = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=ground):
            return
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or 'cannot be written'}") from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into the folder, readable by their owner only.

    Raises what ``write_folders`` raises.
    """
    write_folders({folder: files})


def write_folders(
    folders: Mapping[Path, Mapping[str, bytes]],
    withdrawn: Mapping[Path, Collection[str]] = MappingProxyType({}),
) -> None:
    """Write the files of several folders, readable by their owner only.

    Each is written beside its place first and moved there when all are complete, so a full disk
    or a refusal leaves the folders as they were. Agents' files of an earlier plan are removed, and
    last, by patterns of their names, the files of ``withdrawn`` folders; a folder goes with its
    last file, and whatever else lies there stays.
    Raises OutputError naming the folder and the reason.
    """
    waiting: dict[Path, Path] = {}
    folder = Path()
    try:
        for folder, files in folders.items():
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                waiting[folder / name] = _write_aside(folder, content)
        for place, aside in waiting.items():
            folder = place.parent
            aside.replace(place)
        for folder, files in folders.items():
            _remove(folder, OURS, kept=files)
        for folder, patterns in withdrawn.items():
            _remove(folder, patterns)
            if not any(folder.iterdir()):
                folder.rmdir()
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or 'cannot be written'}") from error
    finally:
        for aside in waiting.values():
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)


def write_file(file: Path, content: bytes) -> None:
    """Write one file, complete or not at all; what is no file (a pipe, a device) is written to.

    Raises OutputError naming the file and the reason.
    """
    try:
        if file.exists() and not file.is_file():
            file.write_bytes(content)
        else:
            _put_in_place(file, content)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror or 'cannot be written'}") from error


def kept(error: DisagreementError, folder: Path, versions: Mapping[str, str]) -> DisagreementError:
    """Save what repeats a disagreement, and return the error that says where.

    The file is named by what it holds, so one disagreement is saved once. Where it cannot be
    written, the error says why.
    """
    content = json.dumps(json.loads(error.instance) | {"versions": dict(versions)}) + "\n"
    file = folder / f"{hashlib.sha256(content.encode()).hexdigest()[:12]}.json"
    try:
        write_file(file, content.encode())
    except OutputError as refused:
        where = f"what repeats it could not be saved: {refused}"
    else:
        where = (
            f"saved, in whole numbers without anything personal, as {file}; "
            "visitplan repeat FILE tells whether they still disagree"
        )
    reason = f"{error}: a defect of visitplan; {where}"
    return DisagreementError(reason, content, error.violations)


def _put_in_place(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = _write_aside(file.parent, content)
    try:
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _write_aside(folder: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _remove(folder: Path, patterns: Iterable[str], kept: Collection[str] = ()) -> None:
    for pattern in patterns:
        for file in folder.glob(pattern):
            if file.name not in kept:
                file.unlink()
