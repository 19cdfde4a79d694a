"""Maps, links and records: no debtor by name, no debt, no third party's identity."""

import zipfile
from io import BytesIO

import pytest

from builders import a_case, a_day
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.app.pages import rendered
from visitplan.domain.contact import Contact
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.intake.contacts import _outcome
from visitplan.intake.misread import MisreadError

NAME = "Unmistakable Person"
WORDS = ("amount", "debt ", "owed", "arrears", "overdue", "balance due", "欠款")


def the_files() -> dict[str, str]:
    """Return the text of everything that is published of a day whose customers have names."""
    cases = tuple(
        a_case(n, customer=f"{NAME} {n}", days_past_due=77_777, product="card") for n in (1, 2, 3)
    )
    planned = plan_here(a_day(cases=cases), BEELINE)
    return {name: as_text(data) for name, data in rendered(planned, BEELINE).items()}


def as_text(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(BytesIO(data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


FILES = the_files()
AGENT_PAGES = [name for name in FILES if name.startswith("agent-") and name.endswith(".html")]


@pytest.mark.parametrize("name", [name for name in FILES if name not in AGENT_PAGES])
def test_no_map_no_table_no_workbook_and_no_calendar_names_a_customer(name: str) -> None:
    assert NAME not in FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_nothing_that_is_published_speaks_of_a_debt(name: str) -> None:
    shown = FILES[name].lower()
    assert "77777" not in shown
    if not name.endswith(".html"):
        assert not any(word in shown for word in WORDS)


@pytest.mark.parametrize("name", AGENT_PAGES)
def test_no_link_carries_a_name(name: str) -> None:
    links = [part.split('"')[0] for part in FILES[name].split('href="')[1:]]
    assert links
    assert not any("Unmistakable" in link or "C00" in link for link in links)


@pytest.mark.parametrize("text", ["the mother opened", "neighbour: Ms Sample", "told his wife"])
def test_an_outcome_is_a_code_and_tells_of_nobody(text: str) -> None:
    with pytest.raises(MisreadError):
        _outcome(text)


@pytest.mark.parametrize("record", [Contact, Event])
def test_no_record_has_a_place_for_a_third_party(record: type[Contact]) -> None:
    free = {"note", "comment", "person", "name", "relation", "phone", "text", "third_party"}
    assert free.isdisjoint(record.model_fields)


def test_a_plan_holds_no_customer() -> None:
    assert "customer" not in Plan.model_json_schema()["$defs"]["Stop"]["properties"]
    assert NAME not in FILES["plan.json"]
