"""Rows of cases and contacts as a core system sends them: our columns, described."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, create_model

from visitplan.intake.columns import TABLES

LONGEST_CELL, LONGEST_LIST = 10_000, 200
Text = Annotated[str, Field(max_length=LONGEST_CELL)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Cell = (
    Text
    | bool
    | Annotated[int, Field(ge=-(2**63), lt=2**63)]
    | Number
    | Annotated[list[Text], Field(max_length=LONGEST_LIST)]
    | None
)
"""What a field may hold; texts are written as in the day's tables, lists are of texts."""

MEANINGS: Mapping[str, str] = {
    "case_id": "The case's id, 1 to 64 characters.",
    "debtor_id": "An opaque reference that joins the cases of one person.",
    "customer": "Whom to ask for at the door.",
    "address": "The address, where there are no coordinates.",
    "lat": "Latitude in degrees, WGS 84.",
    "lon": "Longitude in degrees, WGS 84.",
    "status": "approved, proposed, paid, withdrawn or closed; only approved cases are visited.",
    "approved_by": "Who approved the visit.",
    "approved_at": "When, as a date or a moment.",
    "approved_until": "Until when the approval holds.",
    "holds": "Why nobody goes; a hold that stands is never lifted by sending the case again.",
    "windows": "The customer's hours, as in 09:00-12:00; none is any hour that the policy permits.",
    "service": "Minutes at the door.",
    "setup": "Minutes before it, once for visits at one point.",
    "priority": "must, high, normal or low.",
    "skills": "Skills that the visit asks for.",
    "allowed_agents": "The only agents who may go.",
    "excluded_agents": "Agents who may not go.",
    "preferred_agents": "Agents who should rather go.",
    "product": "The loan's product.",
    "door_note": "What an agent should know at the door; never an amount owed.",
    "household": "What joins the cases of one address.",
    "portfolio": "The lender's book that the case belongs to, which may have a daily cap.",
    "jurisdiction": "The code of the law at the address, as in US-MA.",
    "time_zone": "The address's own time zone.",
    "place_kind": "What the address is to the customer: home, work, …",
    "days_past_due": "How many days the debt has been due on the planning day.",
    "assessed_at": "When the customer's situation was assessed.",
    "assessed_by": "By whom.",
    "consent": "oral or written.",
    "consent_at": "When consent was given.",
    "consent_until": "Until when it holds.",
    "consent_for": "The day that it was given for.",
    "barred": "Hours in which the customer wants nobody.",
    "languages": "Languages that the customer speaks, as codes.",
    "crew": "How many people the case asks for.",
    "at": "When it happened.",
    "channel": "By which channel: visit, call, letter, …",
    "reached": "Whether the customer was reached.",
    "agent_id": "Which agent.",
    "outcome": "What came of it, as a code.",
    "notice": "Whether it announced a visit.",
    "names_agent": "Whether, and whom, it named as the agent to come.",
    "answered_at": "When the customer answered.",
    "name": "What the agent is called, for the branch alone.",
    "date": "A date, or weekdays, that the row is for; blank is any day.",
    "shift": "Working hours, as in 08:00-16:30.",
    "shift_start": "When they begin, where shift is not used.",
    "shift_end": "When they end.",
    "start": "Where the agent sets out: home, or a branch's name.",
    "end": "Where the day ends.",
    "home_address": "The agent's home, where there are no coordinates.",
    "home_lat": "Its latitude.",
    "home_lon": "Its longitude.",
    "credentials": "Credentials, each with the date until which it is valid.",
    "mode": "drive, walk, cycle, …",
    "wage": "Wage for an hour, in major units.",
    "fixed": "Fixed cost of a shift that is used.",
    "minimum_paid": "Hours that are paid at least.",
    "overtime": "Premiums beyond regular hours.",
    "rate_per_km": "What a kilometre costs.",
    "expenses_per_visit": "What a visit costs besides.",
    "paid": "route or shift: which time is paid.",
    "breaks": "Breaks, each with its hours and length.",
    "maximum_visits": "How many visits a shift takes at most.",
}


class Row(BaseModel):
    """A row of a table: its columns by our names."""

    model_config = ConfigDict(extra="allow", hide_input_in_errors=True)


def _row(name: str, table: str, doc: str, key: str = "case_id") -> type[Row]:
    optional = {
        column: (Cell, Field(default=None, description=MEANINGS[column]))
        for column in TABLES[table]
        if column != key
    }
    named = (
        Annotated[str, Field(min_length=1, max_length=64)],
        Field(description=MEANINGS[key]),
    )
    fields = {key: named, **optional}
    return create_model(name, __base__=Row, __doc__=doc, **fields)  # type: ignore[call-overload, no-any-return]


CaseRow = _row("CaseRow", "cases", "A case as it stands from now on; what is not named is blank.")
AgentRow = _row("AgentRow", "agents", "A shift of an agent on the day.", "agent_id")
ContactRow = _row("ContactRow", "contacts", "A contact that took place, or a notice that was sent.")


def cells(row: Row) -> Mapping[str, object]:
    """Return what a row says, by column."""
    return row.model_dump(exclude_unset=True)
