"""What the agent's page tells of the rules at the door, and of whom it tells nothing any more."""

import re
from typing import Any, get_args

import pytest

from builders import a_case, a_day, a_policy, at
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from sample_plan import a_sample, a_sample_under
from strategies import BEELINE
from unit.eligibility.some_figures import a_rule
from visitplan.domain.case import Hold
from visitplan.domain.day import Day
from visitplan.domain.duty import DutyKind
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.domain.policy import Policy
from visitplan.domain.rule import PackName
from visitplan.domain.terms import Retention
from visitplan.eligibility.at_the_door import door_of
from visitplan.intake.contacts import _outcome
from visitplan.render.agent_page import agent_page
from visitplan.render.files import day_files
from visitplan.render.manners import LABELS, OWN, Manner, in_short, language_of, manners
from visitplan.render.outcomes import OUTCOMES, Outcome
from visitplan.render.print_sheet import itinerary
from visitplan.render.tongue import Tongue
from visitplan.replanning.terms import Replan

PACK = "a-pack"
HUMAN = "先出示工作证，再说明来意。"
NAME, ADDRESS = "Unmistakable Person", "Unmistakable Street 7"


def a_strict_policy(**changes: Any) -> Policy:
    figures: dict[str, Any] = {
        "required_credentials": frozenset({"id_card"}),
        "may_be_told": frozenset(),
        "payment_at_door": "forbidden",
        "recording_duty": True,
        "conduct": ("Offer a meeting at a branch.", HUMAN),
        "retention": (Retention(category="call_recording", minimum_days=7),),
        "rules": tuple(
            a_rule(sets=field, id=f"about-{field}", pack=PACK)
            for field in ("required_credentials", "may_be_told", "payment_at_door", "conduct")
        ),
        "packs": (PackName(name=PACK, version="1"),),
    }
    return a_policy(**figures | changes)


def lines_of(policy: Policy) -> tuple[Manner, ...]:
    day = a_day(policy=policy)
    return manners(door_of(day, plan_of_nothing()), policy)


def plan_of_nothing() -> Plan:
    return a_sample()[0].model_copy(update={"routes": ()})


def a_page(policy: Policy) -> str:
    plan, day, scenery = a_sample_under(policy)
    return agent_page(plan, day, "A02/1", scenery)


def outcomes() -> list[Outcome]:
    return [outcome for group in OUTCOMES for outcome in group.outcomes]


@pytest.fixture(scope="module")
def html() -> str:
    return a_page(a_strict_policy())


@pytest.mark.parametrize(
    "sentence",
    [
        "Show your id card before anything else.",
        "Speak of the matter only with the customer in person and with nobody else.",
        "Take no payment at the door.",
        "Record the whole visit.",
        "Offer a meeting at a branch.",
    ],
)
def test_each_duty_stands_before_the_first_stop_and_at_every_stop(html: str, sentence: str) -> None:
    assert html.count(sentence) == 1 + 9
    assert html.index(sentence) < html.index('id="stop-1"')


def test_all_of_it_is_folded_until_a_tap(html: str) -> None:
    folds = re.findall(r'<details class="[^"]*at-door[^>]*>', html)
    assert len(folds) == 1 + 2 * 9
    assert not any("open" in fold for fold in folds)


def test_each_line_carries_its_source_and_is_marked_where_its_pack_is_a_draft() -> None:
    shown = {line.kind: line for line in lines_of(a_strict_policy())}
    assert shown["payment"].source == "a-pack 1: A law (rule about-payment_at_door)"
    assert shown["payment"].draft
    assert not shown["identity"].draft


def test_a_reviewed_pack_and_a_lenders_own_figures_are_no_drafts() -> None:
    reviewed = PackName(name=PACK, version="1", status="reviewed")
    assert not any(line.draft for line in lines_of(a_strict_policy(packs=(reviewed,))))
    assert not any(line.draft for line in lines_of(a_strict_policy(packs=(), rules=())))


def test_source_and_draft_are_on_the_page(html: str) -> None:
    assert "a-pack 1: A law (rule about-conduct)" in html
    assert '<span class="draft">draft</span>' in html
    assert "nobody has approved this rule for use yet" in html


def test_what_only_the_office_keeps_is_not_told_at_the_door(html: str) -> None:
    assert "call recording" not in html
    assert set(get_args(DutyKind)) - set(LABELS) == {"retention"}


def test_without_rules_our_own_manners_are_told() -> None:
    lines = lines_of(a_policy())
    assert [line.sentence for line in lines] == list(OWN.values())


def test_a_rule_stands_in_the_place_of_our_own_manner() -> None:
    sentences = [line.sentence for line in lines_of(a_strict_policy())]
    assert OWN["credential"] not in sentences
    assert OWN["told"] not in sentences


def test_leaving_when_asked_is_the_first_line_whatever_the_rules() -> None:
    for policy in (a_policy(), a_strict_policy()):
        assert lines_of(policy)[0].sentence == OWN["leave"]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [(HUMAN, "zh"), ("名刺を見せる。", "ja"), ("신분증을 보여준다.", "ko"), ("Leave.", None)],
)
def test_a_sentence_in_another_script_says_its_language(
    sentence: str, language: str | None
) -> None:
    assert language_of(sentence) == language


def test_a_sentence_of_a_chinese_pack_is_shown_as_it_is_and_named_chinese(html: str) -> None:
    assert f'<bdi lang="zh">{HUMAN}</bdi>' in html


def test_beside_addresses_paper_tells_nothing_of_what_a_visit_is_about() -> None:
    short = [line.sentence for line in in_short(lines_of(a_strict_policy()))]
    assert OWN["leave"] in short
    assert not any("payment" in sentence or "branch" in sentence for sentence in short)


def test_paper_has_the_rest_on_a_sheet_without_addresses() -> None:
    plan, day, scenery = a_sample_under(a_strict_policy())
    *routes, door = itinerary(plan, day, scenery).split("<section")
    assert HUMAN in door
    assert not any(HUMAN in route for route in routes)
    assert not any(where in door for case in day.cases if (where := case.place.address))


def test_asked_to_leave_is_the_first_outcome_and_asks_for_no_more_than_others() -> None:
    first, *others = outcomes()
    assert first.code == "ASKEDLEAVE"
    assert len(first.act) <= min(len(other.act) for other in others)


def test_each_outcome_is_a_code_that_the_ledger_takes_and_stands_once() -> None:
    codes = [outcome.code for outcome in outcomes()]
    assert [_outcome(code) for code in codes] == codes
    assert len(set(codes)) == len(codes)


def test_who_calls_at_once_has_something_held_and_nobody_else_has() -> None:
    at_once, *others = OUTCOMES
    assert {outcome.hold for outcome in at_once.outcomes} <= set(get_args(Hold))
    assert not any(outcome.hold for group in others for outcome in group.outcomes)


def test_outcomes_are_text_and_no_buttons(html: str) -> None:
    block = html.split('<dl class="outcomes">')[1].split("</dl>", maxsplit=1)[0]
    assert "Asked to leave" in block
    assert not re.search("<(button|input|a)[ >]", block)


HELD = ("C002", ADDRESS, NAME)
OTHER = "C001"


def a_day_with(**changes: Any) -> Day:
    place = a_case(2).place.model_copy(update={"address": ADDRESS})
    held = a_case(2, place=place, customer=NAME, **changes)
    return a_day(cases=(a_case(1), held, a_case(3)))


def files_of(plan: Plan, day: Day) -> dict[str, str]:
    files = day_files(plan, day, BEELINE, door_of(day, plan))
    carried = {name: data for name, data in files.items() if name.startswith(("agent", "itin"))}
    return {name: data.decode() for name, data in carried.items() if not name.endswith("xlsx")}


def test_before_the_hold_the_visit_is_on_the_page() -> None:
    planned = plan_here(a_day_with(), BEELINE)
    page = files_of(planned.plan, planned.day)["agent-A01-1.html"]
    assert all(text in page for text in HELD)


@pytest.mark.parametrize("hold", ["dispute", "refused_visits", "unknown"])
def test_a_case_that_gets_a_hold_is_gone_from_whatever_agents_carry(hold: Hold) -> None:
    old = plan_here(a_day_with(), BEELINE).plan
    asked = Replan(old, (), at("09:01"))
    planned = replan_here(a_day_with(holds=(hold,)), BEELINE, asked).planned
    assert_gone(files_of(planned.plan, planned.day))


def test_a_withdrawn_case_is_gone_from_whatever_agents_carry() -> None:
    old = plan_here(a_day_with(), BEELINE).plan
    withdrawn = Event(kind="withdrawn", at=at("09:00"), case_id="C002")
    planned = replan_here(a_day_with(), BEELINE, Replan(old, (withdrawn,), at("09:01"))).planned
    assert_gone(files_of(planned.plan, planned.day))


def test_a_case_held_after_its_visit_is_gone_too() -> None:
    planned = plan_here(a_day_with(), BEELINE)
    assert_gone(files_of(planned.plan, a_held(planned.day)))


def test_a_route_of_which_nothing_is_left_says_so() -> None:
    planned = plan_here(a_day(cases=(a_day_with().cases[1],)), BEELINE)
    files = files_of(planned.plan, a_held(planned.day))
    assert "No stops on this shift" in files["agent-A01-1.html"]
    assert "No routes on this day" in files["itineraries.html"]


def test_a_hold_that_stops_nobody_leaves_the_page_as_it_is() -> None:
    policy = a_policy(blocking_holds=frozenset({"deceased"}))
    day = a_day_with(holds=("complaint",)).model_copy(update={"policy": policy})
    planned = plan_here(day, BEELINE)
    assert ADDRESS in files_of(planned.plan, planned.day)["agent-A01-1.html"]


def a_held(day: Day) -> Day:
    cases = (
        case.model_copy(update={"holds": ("dispute",)}) if case.id == "C002" else case
        for case in day.cases
    )
    return day.model_copy(update={"cases": tuple(cases)})


def assert_gone(files: dict[str, str]) -> None:
    assert {name.rpartition(".")[2] for name in files} == {"html", "gpx", "ics"}
    point = a_case(2).place.point
    assert point is not None
    for name, text in files.items():
        assert not any(trace in text for trace in HELD), name
        if not name.endswith("gpx"):  # the track is the way that was driven
            assert f"{point.lat:.6f},{point.lon:.6f}" not in text
    assert OTHER in files["agent-A01-1.html"]


def test_on_paper_what_a_pack_words_freely_is_translated_whole_or_not_at_all() -> None:
    tongue = Tongue("zh", lambda text: {"Stay": "停留"}.get(text, text), lambda _: "taken apart")
    sheet = itinerary(*a_sample_under(a_strict_policy()), tongue=tongue)
    assert "Offer a meeting at a branch." in sheet
    assert "停留" in sheet
    assert '<html lang="zh"' in sheet
