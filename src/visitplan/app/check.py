"""Whether a day is readable, and which of its cases may be visited."""

from pathlib import Path
from typing import NamedTuple

from visitplan.app.opening import open_day
from visitplan.app.surroundings import Surroundings
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.visit import Admission
from visitplan.eligibility.gate import gate
from visitplan.planning.manning import manned


class Checked(NamedTuple):
    """The gate's answer for a day, without any solving."""

    day: Day
    admission: Admission
    findings: tuple[Finding, ...]
    travel: str


def check(folder: Path, surroundings: Surroundings) -> Checked:
    """Read a day folder and pass its cases through the gate."""
    opened = open_day(folder, surroundings)
    day, noticed = manned(opened.reading.day, opened.travel)
    findings = opened.reading.findings + noticed
    return Checked(day, gate(day), findings, opened.travel.description)
