"""What a branch's plan depends on, as one key: where that is unchanged, so is the plan."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from visitplan.executing.task import key_of
from visitplan.intake.day_folders import DayFolder

DAY = "day.toml"


def key_of_branch(
    branch: DayFolder, limits: Mapping[str, object], makers: Mapping[str, str]
) -> str:
    """Return the key of a branch's plan: its files, those its settings name, limits, versions.

    What cannot be read counts as missing: whoever plans the branch will say so.
    """
    files = {str(name): _sha256(file) for name, file in _files(branch.folder)}
    return key_of(branch=branch.branch, files=files, limits=dict(limits), makers=dict(makers))


def _files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield every file of the folder, and every file anywhere that its settings name."""
    named = {Path(text) for text in _texts(_settings(folder))}
    inside = {file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}
    for name in sorted(inside | named):
        if _is_file(folder / name):
            yield name, folder / name


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long, or with signs that no name has
        return False


def _settings(folder: Path) -> object:
    try:
        return tomllib.loads((folder / DAY).read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}


def _texts(value: object) -> Iterator[str]:
    """Yield every text of nested settings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None
