"""A row of ``contacts`` becomes a contact of the ledger."""

import re

from visitplan.domain.contact import Channel, Contact
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier
from visitplan.intake.lawfulness import PLACE_WORDS
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import LocalDay
from visitplan.intake.words import one_of, plain_text, yes_or_no

CHANNELS: dict[str, Channel] = {
    "visit": "visit", "call": "call", "sms": "sms", "letter": "letter", "email": "email",
    "phone": "call", "text": "sms", "mail": "letter",
    "上门": "visit", "走访": "visit", "外访": "visit", "电话": "call", "短信": "sms",
    "信函": "letter", "信件": "letter", "邮件": "email", "电子邮件": "email",
}  # fmt: skip
_CODE = re.compile(r"[\w-]{1,32}")


def read_contact(fields: Fields, local: LocalDay) -> Contact | None:
    """Return the contact; None when something of the row cannot be used (then noted)."""
    read = {
        "case_id": fields.need("case_id", identifier),
        "at": fields.need("at", local.start_of, "write 2026-11-20 10:15"),
        "channel": fields.need("channel", one_of(CHANNELS)),
        "reached": fields.need("reached", yes_or_no, "write yes or no"),
        "agent_id": fields.get("agent_id", identifier),
        "outcome": fields.get("outcome", _outcome),
        "debtor": fields.get("debtor_id", identifier),
        "household": fields.get("household", identifier),
        "notice": fields.get_or("notice", yes_or_no, default=False),
        "names_agent": fields.get("names_agent", identifier),
        "answered_at": fields.get("answered_at", local.start_of),
        "place_kind": fields.get("place_kind", one_of(PLACE_WORDS)),
    }
    return Contact.model_validate(read) if fields.sound else None


def _outcome(value: object) -> str:
    text = plain_text(value)
    if not _CODE.fullmatch(text):
        raise MisreadError(
            Code.OUTCOME_FREE_TEXT,
            "is free text, which may tell about a person",
            "write a code as NOHOME: letters, digits, _ and -, at most 32",
        )
    return text
