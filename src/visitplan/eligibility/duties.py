"""What the policy asks at the door and afterwards: one rule is one function, as in ``rules``.

Nobody is refused by these; whoever goes reads them, with their sources.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from visitplan.domain.duty import Duty, DutyKind
from visitplan.domain.policy import Policy
from visitplan.domain.terms import Payment, Recording, ThirdParty
from visitplan.eligibility.refusal import Signatures

Sentence = tuple[str, object]
"""What is asked, and the part of the policy's field that asks it (None: all of it)."""

_PEOPLE: Mapping[ThirdParty, str] = MappingProxyType(
    {
        "guarantor": "the guarantor",
        "co_debtor": "whoever owes the debt too",
        "spouse": "the spouse",
        "household": "the household",
        "legal_adviser": "the legal adviser",
        "named_contact": "whom the customer named",
        "employer": "the employer",
    }
)
_PAYMENT: Mapping[Payment, str] = MappingProxyType(
    {
        "forbidden": "Take no payment at the door.",
        "with_receipt": "Take a payment only against a receipt, on the spot.",
    }
)
_RECORDING: Mapping[Recording, str] = MappingProxyType(
    {
        "forbidden": "Record neither sound nor pictures.",
        "with_consent": "Record sound or pictures only if the customer agrees.",
    }
)


def show_the_credentials(policy: Policy) -> Iterator[Sentence]:
    """Ask whoever goes to show what the policy requires, unasked."""
    for kind in sorted(policy.required_credentials):
        yield f"Show your {kind.replace('_', ' ')} before anything else.", kind


def tell_nobody_else(policy: Policy) -> Iterator[Sentence]:
    """Keep the debt from third parties, but for those named."""
    if policy.may_be_told is not None:
        others = _named(policy.may_be_told)
        but = f", and besides only with {others}" if others else " and with nobody else"
        yield f"Speak of the matter only with the customer in person{but}.", None


def ask_nobody_else(policy: Policy) -> Iterator[Sentence]:
    """Leave third parties in peace, but for those who may be asked where the customer lives."""
    if policy.may_help_locate is not None:
        others = _named(policy.may_help_locate)
        whom = f"only {others}" if others else "nobody"
        yield f"Ask {whom} where the customer can be found.", None


def mind_the_payment(policy: Policy) -> Iterator[Sentence]:
    """Say what may be taken at the door."""
    if policy.payment_at_door in _PAYMENT:
        yield _PAYMENT[policy.payment_at_door], None


def mind_the_recording(policy: Policy) -> Iterator[Sentence]:
    """Say whether sound or pictures may be recorded."""
    if policy.recording in _RECORDING:
        yield _RECORDING[policy.recording], None


def record_the_visit(policy: Policy) -> Iterator[Sentence]:
    """Ask for a record of the visit."""
    if policy.recording_duty:
        yield "Record the whole visit.", None


def tell_of_another_agent(policy: Policy) -> Iterator[Sentence]:
    """Have the customer hear of another agent in time."""
    if policy.agent_change_days is not None:
        days = policy.agent_change_days
        when = f"{days} days before" if days else "before"
        yield (
            f"Let nobody go in your place: the customer hears {when} if another agent comes.",
            None,
        )


def behave(policy: Policy) -> Iterator[Sentence]:
    """Say what the packs say in their own sentences."""
    for sentence in policy.conduct:
        yield sentence, sentence


def keep_the_records(policy: Policy) -> Iterator[Sentence]:
    """Say how long records of a category are kept."""
    for kept in policy.retention:
        least = "" if kept.minimum_days is None else f"at least {kept.minimum_days} days"
        most = "" if kept.maximum_days is None else f"at most {kept.maximum_days} days"
        terms = " and ".join(term for term in (least, most) if term)
        if terms:
            what = kept.category.replace("_", " ")
            yield f"Keep every {what} for {terms} after its last entry.", kept


_Ask = Callable[[Policy], Iterator[Sentence]]

DUTIES: tuple[tuple[DutyKind, str, _Ask], ...] = (
    ("credential", "required_credentials", show_the_credentials),
    ("told", "may_be_told", tell_nobody_else),
    ("locate", "may_help_locate", ask_nobody_else),
    ("payment", "payment_at_door", mind_the_payment),
    ("recording", "recording", mind_the_recording),
    ("recording", "recording_duty", record_the_visit),
    ("agent_change", "agent_change_days", tell_of_another_agent),
    ("conduct", "conduct", behave),
    ("retention", "retention", keep_the_records),
)
"""Each duty's kind, the field of the policy that asks for it, and its rule."""


def duties_of(policy: Policy) -> tuple[Duty, ...]:
    """Return what the policy asks of whoever goes, then of whoever keeps the records."""
    signed = Signatures(policy)
    return tuple(
        Duty(kind=kind, sentence=sentence, **signed.of((field,), term)._asdict())
        for kind, field, ask in DUTIES
        for sentence, term in ask(policy)
    )


def _named(people: frozenset[ThirdParty]) -> str:
    return ", ".join(_PEOPLE[person] for person in sorted(people))
