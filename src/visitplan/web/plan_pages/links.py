"""Agents' links to a published plan: shown once, with a code to scan; ended at any time."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import segno
from fastapi import Form
from markupsafe import Markup
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.app.kept.plan_at_hand import KeptPlan
from visitplan.app.kept.publishing import HandedOut, Publishing, agents_of, hand_out, revoke_all_of
from visitplan.errors import ConflictError
from visitplan.render.wording import wording_of
from visitplan.storage.links import Link
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.plan_pages.finding import day_of_plan, plan_of_path, required_plan
from visitplan.web.refusals import NoSuchThingError
from visitplan.web.tokens import new_secret

doors = Doors(prefix="/plans/{plan_id}/links")


class OfAgent(BaseModel):
    """Whose link it is about."""

    agent: str = Field(min_length=1, max_length=64)


class Ticket(NamedTuple):
    """A link as it is handed to an agent: on the screen, or on paper."""

    link: Link
    url: str
    code: Markup


@doors.post("")
@may("publish plans", of=plan_of_path)
def make_link(here: Here, plan_id: str, asked: Annotated[OfAgent, Form()]) -> Response:
    """Make an agent a new link, shown this once; his old ones end."""
    kept = _published(here, plan_id)
    if asked.agent not in agents_of(kept.plan):
        raise NoSuchThingError
    with here.write() as connection:
        revoke_all_of(connection, plan_id, asked.agent, at=here.now)
        by = Publishing(here.who.id, here.now, "", new_secret, here.new_id)
        made = hand_out(connection, kept, asked.agent, by)
        here.record(connection, "hand out a link", "plan", plan_id, after={"agent": asked.agent})
    return sheet(here, kept, [made])


@doors.post("/end")
@may("publish plans", of=plan_of_path)
def end_links(here: Here, plan_id: str, asked: Annotated[OfAgent, Form()]) -> Response:
    """End an agent's links to a plan, and what they opened, at once."""
    required_plan(here, plan_id)
    with here.write() as connection:
        if revoke_all_of(connection, plan_id, asked.agent, at=here.now):
            after = {"agent": asked.agent}
            here.record(connection, "end a link", "plan", plan_id, after=after)
    return here.redirect(f"/plans/{plan_id}?said=ended#links")


def sheet(
    here: Exchange, kept: KeptPlan, handed_out: Sequence[HandedOut], *, said: str = ""
) -> Response:
    """Return the page that shows new links this once, each on a sheet of its own when printed."""
    tickets = [_ticket(here, each) for each in handed_out]
    return here.page(
        "plan_links.html.j2",
        kept=kept,
        words=wording_of(kept.plan),
        day=day_of_plan(here, kept.head.day_id),
        tickets=tickets,
        said=said,
    )


def _ticket(here: Exchange, made: HandedOut) -> Ticket:
    url = here.address_of(f"/a#t={made.token}")
    code = segno.make(url, error="m", micro=False)
    svg = code.svg_inline(scale=4, border=2, omitsize=False)
    return Ticket(made.link, url, Markup(svg))  # noqa: S704 - segno's own, of a token of ours


def _published(here: Exchange, plan_id: str) -> KeptPlan:
    kept = required_plan(here, plan_id)
    if kept.head.state != "published":
        raise ConflictError("only the plan that counts is handed out")
    return kept
