"""What cases and contacts refer to: agents on duty, their skills, the day's cases."""

from collections.abc import Collection, Sequence

from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.words import nearest

_AGENT_LISTS = ("allowed_agents", "excluded_agents", "preferred_agents")


def with_agents_on_duty(fields: Fields, case: Case, on_duty: Collection[str]) -> Case:
    """Return the case without agents who are not on duty; each is noted as a warning.

    Who is off today can neither be sent nor be kept away, so the plan is the same without them.
    """
    kept: dict[str, frozenset[str]] = {}
    for name in _AGENT_LISTS:
        named: frozenset[str] | None = getattr(case, name)
        absent = (named or frozenset()) - set(on_duty)
        if named is not None and absent:
            kept[name] = named - absent
            _warn_of_absent(fields, name, sorted(absent), on_duty)
    return case.model_copy(update=kept) if kept else case


def _warn_of_absent(fields: Fields, name: str, absent: list[str], on_duty: Collection[str]) -> None:
    near = nearest(absent[0], on_duty)
    fields.warn(
        name,
        Code.AGENT_UNKNOWN,
        f"names {len(absent)} agents who are not on duty this day",
        f'did you mean "{near}"?' if near else "correct the id, or leave it where they are off",
    )


def warn_of_unknown_skills(fields: Fields, case: Case, known: frozenset[str]) -> None:
    """Note each skill that no agent has: the visit cannot be assigned to anybody."""
    for skill in sorted(case.skills - known):
        near = nearest(skill, known)
        fields.warn(
            "skills",
            Code.SKILL_UNKNOWN,
            "asks for a skill that no agent has, so nobody can go",
            f'did you mean "{near}"?' if near else "add the skill to an agent, or remove it here",
        )


def warn_of_nobody_left(fields: Fields, case: Case, on_duty: Collection[str]) -> None:
    """Note a case whose lists of agents leave nobody to go."""
    allowed = on_duty if case.allowed_agents is None else case.allowed_agents
    if on_duty and not (set(on_duty) & set(allowed)) - case.excluded_agents:
        fields.warn(
            "allowed_agents",
            Code.AGENTS_ALL_EXCLUDED,
            "together with excluded_agents leaves nobody on duty to go",
            "allow one more agent, or expect the visit to stay unassigned",
        )


def known_contacts(
    contacts: Sequence[tuple[Fields, Contact]], case_ids: Collection[str]
) -> tuple[Contact, ...]:
    """Return the contacts that may matter: of this day's cases, or with a debtor or household.

    The second join other cases of a person or an address. How many are neither is one warning.
    """
    others = [fields for fields, contact in contacts if not _may_matter(contact, case_ids)]
    if others:
        others[0].warn(
            "case_id",
            Code.CASE_UNKNOWN,
            f"here begin {len(others)} contacts of cases that are not in the table of cases",
            "they are not used; correct the id if it should be one of these cases",
        )
    return tuple(contact for _, contact in contacts if _may_matter(contact, case_ids))


def _may_matter(contact: Contact, case_ids: Collection[str]) -> bool:
    return (
        contact.case_id in case_ids or contact.debtor is not None or contact.household is not None
    )
