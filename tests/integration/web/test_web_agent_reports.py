"""Reports from phones: kept once, in the ledger and heeded at once, whenever they come."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

from agent_day import DAY, AgentDay, Phone, a_report, ahead_in, keep_plan
from web_house import Clock

from visitplan.domain.outcome import MEANINGS, OUTCOME_CODES
from visitplan.storage import days, ledger, links, outcomes, tables
from visitplan.storage.outcomes import KeptOutcome
from visitplan.storage.row import Of
from visitplan.web.agent.outcome_words import OUTCOMES

Phones = Callable[..., Phone]


def kept(day: AgentDay) -> tuple[KeptOutcome, ...]:
    with day.house.database.read() as connection:
        return outcomes.since(connection, 0)


def told_of(day: AgentDay, case_id: str) -> list[str]:
    """Return the outcomes that the ledger tells of a case's visits today."""
    with day.house.database.read() as connection:
        told = ledger.of_case(connection, "north", case_id)
    return [each["outcome"] for each in told if each.get("at", "") >= "2026-11-24"]


def holds_of(day: AgentDay, case_id: str) -> str:
    with day.house.database.read() as connection:
        cases = tables.load_table(connection, DAY, "cases")
    assert cases is not None
    (row,) = [each for each in cases.rows if each.subject == case_id]
    return str(dict(zip(cases.headers, row.cells, strict=True)).get("holds") or "")


def test_a_report_is_kept_with_both_clocks_and_stands_in_the_ledger(
    phone: Phones, agent_day: AgentDay, clock: Clock
) -> None:
    pressed = clock() - timedelta(minutes=3)
    answer = phone().report(at=pressed.isoformat())
    assert (answer.status_code, answer.json()["is_new"]) == (201, True)
    (outcome,) = kept(agent_day)
    assert (outcome.happened_at, outcome.received_at) == (pressed, clock())
    assert told_of(agent_day, agent_day.cases[0]) == ["NOHOME"]


def test_every_outcome_that_the_page_offers_is_taken_and_holds_what_it_holds(
    phone: Phones, agent_day: AgentDay
) -> None:
    own = phone()
    for code in sorted(OUTCOMES):
        assert own.report(code=code).status_code == 201
        hold = MEANINGS[code].hold  # type: ignore[index]
        assert (hold or "") in holds_of(agent_day, agent_day.cases[0]), code


def test_the_page_offers_every_outcome_but_the_offices_own() -> None:
    assert set(OUTCOME_CODES) - set(OUTCOMES) == {"CANCELLED", "SHIFTED"}


def test_the_same_report_again_changes_nothing_and_gets_the_same_answer(
    phone: Phones, agent_day: AgentDay, clock: Clock
) -> None:
    own, told = phone(), a_report(agent_day)
    first = own.send(told)
    clock.move(timedelta(minutes=9))
    again = own.send(told)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["received_at"] == again.json()["received_at"]
    assert told_of(agent_day, agent_day.cases[0]) == ["NOHOME"]


def test_the_same_report_many_times_at_once_is_kept_once(
    phone: Phones, agent_day: AgentDay
) -> None:
    own, told = phone(), a_report(agent_day, code="DISPUTE")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: own.send(told).status_code, range(16)))
    assert sorted(answers) == [200] * 15 + [201]
    assert len(kept(agent_day)) == 1


def test_an_id_that_stands_for_another_report_is_a_conflict(
    phone: Phones, agent_day: AgentDay
) -> None:
    own, told = phone(), a_report(agent_day)
    own.send(told)
    assert own.send(told | {"code": "PAID"}).status_code == 409


def test_whoever_asks_to_be_left_alone_leaves_every_page_at_once(
    phone: Phones, agent_day: AgentDay
) -> None:
    own, other = phone(), phone()
    own.report(code="ASKEDLEAVE")
    assert ahead_in(own.page().text) == list(agent_day.cases[1:])
    assert ahead_in(other.page().text) == list(agent_day.cases[1:])


def test_a_correction_counts_once_and_lifts_no_hold(phone: Phones, agent_day: AgentDay) -> None:
    own, first = phone(), a_report(agent_day, code="DISPUTE")
    own.send(first)
    right = own.report(code="NOHOME", corrects=first["id"], at=first["at"])
    assert right.status_code == 201
    with agent_day.house.database.read() as connection:
        standing = outcomes.of_day(connection, DAY, agent_id=agent_day.agent_id)
    assert [each.code for each in standing] == ["NOHOME"]
    assert "dispute" in holds_of(agent_day, agent_day.cases[0])


def test_a_report_that_is_taken_back_puts_the_stop_ahead_again(
    phone: Phones, agent_day: AgentDay
) -> None:
    own, first = phone(), a_report(agent_day)
    own.send(first)
    assert ahead_in(own.page().text) == list(agent_day.cases[1:])
    assert own.report(code="RETRACTED", corrects=first["id"]).status_code == 201
    assert ahead_in(own.page().text) == list(agent_day.cases)


def test_a_correction_that_comes_before_its_report_waits_for_it(
    phone: Phones, agent_day: AgentDay
) -> None:
    own, first = phone(), a_report(agent_day)
    second = a_report(agent_day, code="REFUSED", corrects=first["id"])
    assert own.send(second).status_code == 409
    assert own.send(first).status_code == 201
    assert own.send(second).status_code == 201


def test_what_a_withdrawn_visit_came_to_is_kept(phone: Phones, agent_day: AgentDay) -> None:
    own, told = phone(), a_report(agent_day)
    agent_day.publish(agent_day.plan.model_copy(update={"routes": ()}), "plan-2")
    assert own.send(told).status_code == 201
    assert own.send(told).status_code == 200
    (outcome,) = kept(agent_day)
    assert outcome.plan_id == "plan-1"


def test_a_visit_that_the_agent_was_never_sent_to_is_not_found(
    phone: Phones, agent_day: AgentDay
) -> None:
    keep_plan(agent_day.house, agent_day.plan, "draft", parent_id="plan-1", state="draft")
    own = phone()
    for wrong in ({"case": "no such case"}, {"plan": "no-such-plan"}, {"plan": "draft"}):
        assert own.send(a_report(agent_day) | wrong).status_code == 404
    assert kept(agent_day) == ()


def test_nobody_reports_anothers_visits(phone: Phones, agent_day: AgentDay) -> None:
    assert phone("A02").report(agent_day.cases[0]).status_code == 404


def test_what_happened_before_the_end_is_taken_after_it_and_what_came_later_is_not(
    phone: Phones, agent_day: AgentDay, clock: Clock
) -> None:
    own, told = phone(), a_report(agent_day)
    with agent_day.house.database.read() as connection:
        (link,) = links.of_day(connection, DAY)
    clock.move(link.expires_at + timedelta(hours=3) - clock())
    assert own.send(told).status_code == 201
    assert own.report(agent_day.cases[1]).status_code == 410


def test_a_phones_clock_may_be_a_little_ahead(phone: Phones, clock: Clock) -> None:
    own, a_day = phone(), 60 * 24
    answers = {
        minutes: own.report(at=(clock() + timedelta(minutes=minutes)).isoformat()).status_code
        for minutes in (4, 6, a_day, -a_day)
    }
    assert answers == {4: 201, 6: 422, a_day: 410, -a_day: 422}


def test_a_report_from_the_future_is_taken_when_its_time_has_come(
    phone: Phones, agent_day: AgentDay, clock: Clock
) -> None:
    own = phone()
    told = a_report(agent_day, at=(clock() + timedelta(minutes=30)).isoformat())
    refused = own.send(told)
    assert refused.json()["error"]["findings"][0]["code"] == "VP-RE-001"
    clock.move(timedelta(minutes=30))
    assert own.send(told).status_code == 201


PROMISE = {"on": "2026-12-01", "amount": 2500}
PLAN = {"first": "2026-12-01", "number": 6, "every": "month", "amount": 2500}


WITHIN: list[tuple[str, dict[str, Any]]] = [
    ("PTP", {"promise": PROMISE}),
    ("PTP", {"promise": {"on": "2026-12-08"}}),
    ("PTP", {}),
    ("PLAN", {"instalments": PLAN}),
    ("PART", {"amount": 2500}),
    ("CALLBACK", {"callback": {"on": "2026-11-30", "at": "17:30:00"}}),
]
BEYOND: list[tuple[str, dict[str, Any]]] = [
    ("PTP", {"promise": {"on": "2026-12-09"}}),
    ("PTP", {"promise": {"on": "2026-11-23"}}),
    ("PLAN", {"instalments": PLAN | {"number": 7}}),
    ("PLAN", {"instalments": PLAN | {"first": "2027-01-01"}}),
    ("PLAN", {"instalments": PLAN | {"amount": -1}}),
    ("PART", {"amount": 2**63}),
    ("NOHOME", {"promise": PROMISE}),
    ("NOHOME", {"note": "the neighbour says they moved"}),
    ("NOHOME", {"position": {"lat": 60.17, "lon": 24.94, "accuracy": 9}}),
    ("RETRACTED", {}),
    ("HEIRLOOM", {}),
    ("TPMET", {"name": "Somebody"}),
]


def test_details_within_the_agents_authority_are_kept(phone: Phones, agent_day: AgentDay) -> None:
    own = phone()
    for code, details in WITHIN:
        assert own.report(code=code, **details).status_code == 201, details
    assert [each.body for each in kept(agent_day)] == [details for _, details in WITHIN]


def test_what_goes_beyond_it_and_free_text_are_refused(phone: Phones, agent_day: AgentDay) -> None:
    own = phone()
    for code, details in BEYOND:
        assert own.report(code=code, **details).status_code == 422, details
    assert kept(agent_day) == ()


NO_REPORTS: list[dict[str, Any]] = [
    {"id": "not-a-uuid"}, {"id": None}, {"case": ""}, {"case": "x" * 10_000}, {"at": "10:30"},
    {"at": "2026-11-24T10:30:00"}, {"at": "9999-12-31T23:59:59+00:00"}, {"plan": ["a"]},
    {"plan": "x" * 101}, {"corrects": "self"}, {"at": 10**30}, {"at": "0001-01-01T00:00:00+14:00"},
]  # fmt: skip


def test_what_is_no_report_is_refused_and_repeated_nowhere(
    phone: Phones, agent_day: AgentDay
) -> None:
    own = phone()
    for changes in NO_REPORTS:
        answer = own.send(a_report(agent_day) | changes)
        assert answer.status_code in {404, 410, 422}, changes
        assert "x" * 50 not in answer.text
    assert kept(agent_day) == ()


def test_a_report_without_the_pages_mark_or_session_is_refused(
    phone: Phones, agent_day: AgentDay
) -> None:
    own = phone()
    assert own._replace(csrf="").report().status_code == 403
    own.client.cookies.clear()
    assert own.report().status_code == 401
    assert kept(agent_day) == ()


def test_a_case_that_left_the_day_is_reported_all_the_same(
    phone: Phones, agent_day: AgentDay, clock: Clock
) -> None:
    own = phone()
    own.page()
    with agent_day.house.database.write() as connection:
        cases = tables.load_table(connection, DAY, "cases")
        head = days.head(connection, DAY)
        assert cases is not None
        assert head is not None
        left = tuple(row for row in cases.rows if row.subject != agent_day.cases[0])
        of = Of(DAY, "north")
        tables.put_table(connection, of, cases._replace(rows=left), at=clock())
        days.advance(connection, DAY, seen=head.version, at=clock())
    assert own.report(id=str(uuid4())).status_code == 201
