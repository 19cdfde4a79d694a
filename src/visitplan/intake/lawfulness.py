"""The columns of a case that only policy packs ask for."""

from functools import partial

from visitplan.domain.case import Consent, ConsentForm, DatedHold
from visitplan.domain.place import PLACE_KINDS, PlaceKind
from visitplan.intake.codes import Code
from visitplan.intake.dates import calendar_date
from visitplan.intake.fields import Fields
from visitplan.intake.holds import holds
from visitplan.intake.identifiers import identifier
from visitplan.intake.moments import LocalDay
from visitplan.intake.numbers import whole
from visitplan.intake.windows import merged, windows
from visitplan.intake.words import one_of, plain_text, word_set
from visitplan.intake.zones import time_zone

PLACE_WORDS: dict[str, PlaceKind] = dict(zip(PLACE_KINDS, PLACE_KINDS, strict=True)) | {
    "residence": "home", "workplace": "work", "office": "branch",
    "住所": "home", "家庭": "home", "家": "home", "单位": "work", "公司": "work",
    "网点": "branch", "公共场所": "public", "亲戚家": "relative", "医院": "hospital",
    "学校": "school", "其他": "other",
}  # fmt: skip
CONSENT_WORDS: dict[str, ConsentForm] = {
    "oral": "oral", "written": "written", "口头": "oral", "书面": "written",
}  # fmt: skip


def read_lawfulness(fields: Fields, local: LocalDay) -> dict[str, object]:
    """Return the parts of a case by name, its holds among them; absent columns are left out."""
    read = {
        "household": fields.get("household", identifier),
        "jurisdiction": fields.get("jurisdiction", jurisdiction),
        "time_zone": fields.get("time_zone", time_zone),
        "place_kind": fields.get("place_kind", one_of(PLACE_WORDS)),
        "days_past_due": fields.number("days_past_due", whole(below=36_525)),
        "assessed_at": fields.get("assessed_at", local.start_of),
        "assessed_by": fields.get("assessed_by", plain_text),
        "consents": _consents(fields, local),
        **_holds(fields),
        "barred": merged(fields.get("barred", partial(windows, on=local)) or ()),
        "languages": fields.get("languages", word_set),
        "crew": fields.number("crew", whole(at_least=1, below=10)),
    }
    return {name: value for name, value in read.items() if value is not None}


def jurisdiction(value: object) -> str:
    """Return the code of a jurisdiction in capitals: ``US-MA``."""
    return identifier(value).upper()


def _holds(fields: Fields) -> dict[str, object]:
    read = fields.get("holds", holds) or ()
    bare = tuple(each for each in read if not isinstance(each, DatedHold))
    dated = tuple(each for each in read if isinstance(each, DatedHold))
    return {"holds": bare, "dated_holds": dated} if read else {}


def _consents(fields: Fields, local: LocalDay) -> tuple[Consent, ...] | None:
    form = fields.get("consent", one_of(CONSENT_WORDS))
    given = fields.get("consent_at", local.start_of)
    until = fields.get("consent_until", local.end_of)
    visit_date = fields.get("consent_for", calendar_date)
    if form is None and given is None:
        return None
    if form is None or given is None:
        fields.refuse(
            "consent" if form is None else "consent_at",
            Code.VALUE_MISSING,
            "a consent has a form and a time",
            "fill in consent (oral or written) and consent_at",
        )
        return None
    return (Consent(form=form, given_at=given, until=until, visit_date=visit_date),)
