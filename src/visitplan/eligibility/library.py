"""The packs that can be named: those shipped, and files beside a lender's own."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from visitplan.eligibility.pack import Pack
from visitplan.eligibility.pack_files import parse_pack, read_pack
from visitplan.eligibility.pack_findings import Noticed, PackCode

DEFAULT = "humane-baseline"
"""The pack of whoever names none."""

SUFFIX = ".toml"


def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped packs, sorted."""
    found = (each.name for each in _shipped().iterdir() if each.name.endswith(SUFFIX))
    return tuple(sorted(name.removesuffix(SUFFIX) for name in found))


def find_pack(name: str, noticed: Noticed, *, folder: Path | None = None) -> Pack | None:
    """Return a pack by its name, or by its file where the name ends in ``.toml``.

    A file is looked for in ``folder`` (None: where the command runs). None where there is none
    or it cannot be read; then that is noted.
    """
    if name.endswith(SUFFIX):
        return read_pack((folder or Path()) / name, noticed)
    if name not in shipped_names():
        noticed.error(
            PackCode.UNKNOWN_PACK,
            (name, None),
            "there is no pack of this name",
            f"name one of {', '.join(shipped_names())}, or a file that ends in .toml",
        )
        return None
    return parse_pack(name + SUFFIX, (_shipped() / (name + SUFFIX)).read_bytes(), noticed)


def shipped_packs(noticed: Noticed) -> Iterator[Pack]:
    """Yield every shipped pack, by name."""
    for name in shipped_names():
        pack = find_pack(name, noticed)
        if pack is not None:
            yield pack


def _shipped() -> Path:
    return Path(str(files("visitplan.eligibility") / "packs"))
