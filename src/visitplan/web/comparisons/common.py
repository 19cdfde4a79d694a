"""Common questions, ticked in a form, written as scenarios that the editor shows and may amend."""

from collections.abc import Iterator

from pydantic import BaseModel, Field

ONE_MORE = 'one_more = ["agent", "hour", "visit"]'
CLOCK = r"^(\d{1,2}:\d{2})?$"
AMOUNT = r"^(\d{1,7}([.,]\d{1,2})?)?$"
FACTOR = r"^(\d{1,2}([.,]\d{1,3})?)?$"
PERCENT = r"^(\d{1,3})?$"


class CommonQuestions(BaseModel):
    """What is ticked or filled in; an empty text is not asked."""

    one_more: bool = False
    fewer: bool = False
    two: bool = False
    no_minimum: bool = False
    starts: str = Field(default="", pattern=CLOCK)
    ends: str = Field(default="", pattern=CLOCK)
    wage: str = Field(default="", pattern=AMOUNT)
    overtime: str = Field(default="", pattern=PERCENT)
    demand: str = Field(default="", pattern=FACTOR)


def added(text: str, asked: CommonQuestions, agents: int) -> str:
    """Return the scenarios' text with what is asked added, each question once.

    ``agents`` is how many are on duty as the day is.
    """
    if asked.one_more and ONE_MORE not in text:  # a key of the whole file stands above its sections
        text = f"{ONE_MORE}\n\n{text}" if text.strip() else f"{ONE_MORE}\n"
    for name, lines in _sections(asked, agents):
        if f"[scenarios.{name}]" not in text:
            text = "\n".join((text.rstrip(), "", f"[scenarios.{name}]", *lines, "")).lstrip()
    return text


def _sections(asked: CommonQuestions, agents: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    if asked.fewer and agents > 1:
        yield "one_fewer", ('title = "One agent fewer"', f"agents = {agents - 1}")
    if asked.two:
        yield "two_people", ('title = "Two people go to every door"', "policy.crew_minimum = 2")
    if asked.no_minimum:
        yield (
            "no_minimum",
            ('title = "No minimum of paid hours"', 'every_agent.minimum_paid = "0h"'),
        )
    if asked.starts:
        yield (
            f"start_{_name(asked.starts)}",
            (f'title = "Shifts start at {asked.starts}"', f'shift_start = "{asked.starts}"'),
        )
    if asked.ends:
        yield (
            f"end_{_name(asked.ends)}",
            (f'title = "Shifts end at {asked.ends}"', f'shift_end = "{asked.ends}"'),
        )
    if asked.wage:
        yield (
            f"wage_{_name(asked.wage)}",
            _of_everybody("wage", f"A wage of {asked.wage}", asked.wage),
        )
    if asked.overtime:
        paid = f"8h +{asked.overtime}%"
        title = f"Overtime beyond 8 hours costs {asked.overtime} % more"
        yield f"overtime_{asked.overtime}", _of_everybody("overtime", title, paid)
    if asked.demand:
        factor = asked.demand.replace(",", ".")
        yield (
            f"demand_{_name(factor)}",
            (f'title = "Demand times {factor}"', f"demand = {factor}"),
        )


def _of_everybody(column: str, title: str, value: str) -> tuple[str, ...]:
    return f'title = "{title}"', f'every_agent.{column} = "{value}"'


def _name(value: str) -> str:
    return value.replace(":", "").replace(".", "_").replace(",", "_")
