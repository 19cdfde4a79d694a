"""Credentials: ``id_card until 2027-03-31; authorisation 2026-01-01..2026-12-31; badge``."""

import re
import unicodedata

from visitplan.domain.agent import Credential
from visitplan.intake.codes import Code
from visitplan.intake.dates import DATE, calendar_date
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import folded, parts

_KIND = r"(?P<kind>[^\d\s][^\s]{0,63}(?: [^\s]{1,63}){0,4}?)"
_SHAPES = tuple(
    re.compile(f"{_KIND} ?{validity}", re.ASCII | re.IGNORECASE)
    for validity in (
        rf"(?P<first>{DATE}) ?(?:\.\.|–|—|~|至|到|to|until|-) ?(?P<last>{DATE})",
        rf"(?:until|to|till|至|有效期至|\.\.) ?(?P<last>{DATE})",
        rf"(?:from|since|自) ?(?P<first>{DATE})",
        "",
    )
)

_UNFINISHED = re.compile(r"\d{4}| (?:until|to|till|from|since)$", re.IGNORECASE)


def credentials(value: object) -> tuple[Credential, ...]:
    """Return what an agent holds, each valid on its first and its last day."""
    return tuple(_credential(part) for part in parts(value))


def _credential(text: str) -> Credential:
    text = unicodedata.normalize("NFKC", text)
    match = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if match is None or _UNFINISHED.search(match["kind"]):
        raise _unreadable("holds an entry that is no credential")
    dates = match.groupdict()
    first, last = (calendar_date(d) if (d := dates.get(k)) else None for k in ("first", "last"))
    if first and last and last < first:
        raise _unreadable("holds a credential that ends before it begins")
    return Credential(kind=folded(match["kind"]), valid_from=first, valid_until=last)


def _unreadable(problem: str) -> MisreadError:
    return MisreadError(
        Code.CREDENTIAL_UNREADABLE,
        problem,
        "write id_card until 2027-03-31; authorisation 2026-01-01..2026-12-31",
    )
