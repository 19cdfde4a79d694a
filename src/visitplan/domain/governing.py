"""What a lender asks for, and the policy that packs make of it: the seam between two stations."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from visitplan.domain.finding import Finding


class OwnPolicy(NamedTuple):
    """The lender's side: the packs that were named, and own figures by field of ``Policy``.

    Files among ``packs`` (they end in ``.toml``) lie in ``folder``; ``file`` is what findings
    call the place of the own figures. ``named`` may hold ``pack``, ``version`` and ``source``,
    and the ``waiver`` by which own figures may be looser than the packs'.
    """

    day: date
    folder: Path
    file: str
    packs: tuple[str, ...]
    named: Mapping[str, str]
    figures: Mapping[str, object]


class Governed(NamedTuple):
    """The packs' side: fields of ``Policy``, None where an error was found.

    ``inputs`` are the SHA-256 of the files read, by name, in hexadecimal.
    """

    fields: Mapping[str, object] | None
    findings: tuple[Finding, ...]
    inputs: Mapping[str, str]


Govern = Callable[[OwnPolicy], Governed]
