"""What happened at a door, as a code: what it means to the ledger, and who is left alone."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from pydantic import AwareDatetime

from visitplan.domain.case import Hold
from visitplan.domain.value import Id, Value

OutcomeCode = Literal[
    "PAID", "PART", "PTP", "PLAN", "BRANCH", "CALLBACK", "NOHOME", "TPMET", "NOTFOUND", "SHIFTED",
    "REFUSED", "ASKEDLEAVE", "DISPUTE", "HARDSHIP", "VULNERABLE", "DECEASED", "REPRESENTED",
    "INSOLVENT", "CEASE", "COMPLAINT", "UNSAFE", "CANCELLED", "NOTDONE", "OUTOFPOLICY",
]  # fmt: skip
OUTCOME_CODES: tuple[OutcomeCode, ...] = get_args(OutcomeCode)


class Meaning(NamedTuple):
    """What a code means.

    ``rang`` is whether somebody was at the door: then it is an attempt, and a contact where
    ``reached``. ``hold`` is set at once; of the whole person, or where it speaks of the debt or the
    address alone (``of_person`` is False), of the case.
    """

    rang: bool = True
    reached: bool = True
    hold: Hold | None = None
    of_person: bool = True


MEANINGS: Mapping[OutcomeCode, Meaning] = {
    "PAID": Meaning(hold="paid", of_person=False),
    "PART": Meaning(),
    "PTP": Meaning(),
    "PLAN": Meaning(hold="hardship"),
    "BRANCH": Meaning(),
    "CALLBACK": Meaning(),
    "NOHOME": Meaning(reached=False),
    "TPMET": Meaning(reached=False),
    "NOTFOUND": Meaning(reached=False, hold="address_wrong", of_person=False),
    "SHIFTED": Meaning(reached=False, hold="address_wrong", of_person=False),
    "REFUSED": Meaning(hold="refused_visits"),
    "ASKEDLEAVE": Meaning(hold="refused_visits"),
    "DISPUTE": Meaning(hold="dispute", of_person=False),
    "HARDSHIP": Meaning(hold="hardship"),
    "VULNERABLE": Meaning(hold="vulnerable"),
    "DECEASED": Meaning(reached=False, hold="deceased"),
    "REPRESENTED": Meaning(hold="represented"),
    "INSOLVENT": Meaning(hold="insolvent"),
    "CEASE": Meaning(hold="cease_contact"),
    "COMPLAINT": Meaning(hold="complaint"),
    "UNSAFE": Meaning(rang=False, reached=False),
    "CANCELLED": Meaning(rang=False, reached=False),
    "NOTDONE": Meaning(rang=False, reached=False),
    "OUTOFPOLICY": Meaning(rang=False, reached=False),
}


class Outcome(Value):
    """What came of one visit; ``at`` is when it ended."""

    case_id: Id
    agent_id: Id
    at: AwareDatetime
    code: OutcomeCode

    @property
    def meaning(self) -> Meaning:
        """What the code means."""
        return MEANINGS[self.code]
