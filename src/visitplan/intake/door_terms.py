"""The section ``[door]``: what an agent may agree to, and whom he calls."""

import re

from visitplan.domain.door_terms import AskedPosition, DoorTerms
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import whole
from visitplan.intake.words import one_of, plain_text

_DEFAULT = DoorTerms()
_POSITIONS: dict[str, AskedPosition] = {"never": "never", "asked": "asked"}
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()/-]{2,30}")


def read_door_terms(fields: Fields) -> DoorTerms:
    """Return the terms; days from 1 to 366, instalments from 0 to 60."""
    fields.warn_of_unknown(tuple(DoorTerms.model_fields))
    days, most = whole(at_least=1, below=367), whole(below=61)
    return DoorTerms(
        telephone=fields.get("telephone", _telephone),
        promise_days=fields.number_or("promise_days", days, _DEFAULT.promise_days),
        instalments=fields.number_or("instalments", most, _DEFAULT.instalments),
        position=fields.get_or("position", one_of(_POSITIONS), _DEFAULT.position),
    )


def _telephone(value: object) -> str:
    text = plain_text(value)
    if not _TELEPHONE.fullmatch(text):
        raise MisreadError(
            Code.TELEPHONE_UNREADABLE, "is no telephone number", 'write "+358 40 1234567"'
        )
    return text
