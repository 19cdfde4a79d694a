"""Who may do what to which thing."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplan.web.permission import GRANTS, Action, Thing, can
from visitplan.web.who import NOBODY, Role, Who

ROLES = st.sampled_from(get_args(Role))
ACTIONS = st.sampled_from(get_args(Action))
BRANCHES = st.sampled_from(["north", "south", "east"])
OF_CUSTOMERS = {
    "see days", "edit days", "see plans", "edit plans", "publish plans", "export plans",
    "see reports", "follow own route", "report outcomes", "send cases", "read plans",
    "read outcomes",
}  # fmt: skip


@given(ROLES, ACTIONS, st.frozensets(BRANCHES), BRANCHES)
def test_what_is_of_another_branch_is_nobodys_to_touch(
    role: Role, action: Action, own: frozenset[str], branch: str
) -> None:
    who = Who(role=role, branches=own, agent_id="a", plan_id="p")
    if branch not in own:
        assert not can(who, action, Thing(branch, "b", "p"))


@given(ACTIONS, st.frozensets(ACTIONS))
def test_a_key_may_do_what_its_scopes_name_and_no_more(
    action: Action, scopes: frozenset[str]
) -> None:
    program = Who(role="core system", scopes=scopes)
    assert can(program, action) == (action in scopes and action in GRANTS["core system"])


@given(ACTIONS)
def test_an_agent_reaches_the_own_route_of_the_plan_of_the_link_alone(action: Action) -> None:
    agent = Who(role="agent", agent_id="a", plan_id="p")
    assert can(agent, action, Thing("north", "a", "p")) == can(agent, action)
    for other in (Thing("north", "b", "p"), Thing("north", "a", "q"), Thing("north")):
        assert not can(agent, action, other)


def test_administrators_see_no_customer() -> None:
    assert not GRANTS["admin"] & OF_CUSTOMERS


def test_managers_change_nothing_but_their_account() -> None:
    changing = {"edit days", "edit plans", "publish plans", "manage people", "manage keys"}
    assert not GRANTS["manager"] & changing


def test_nobody_may_come_in_and_nothing_else() -> None:
    assert {action for action in get_args(Action) if can(NOBODY, action)} == {
        "sign in", "exchange links",
    }  # fmt: skip


def test_every_action_is_granted_to_somebody() -> None:
    assert set().union(*GRANTS.values()) == set(get_args(Action))


@pytest.mark.parametrize("role", ["dispatcher", "manager"])
def test_what_is_the_whole_houses_needs_the_action_alone(role: Role) -> None:
    assert can(Who(role=role), "use own account", Thing(None))
    assert not can(Who(role=role), "manage people", Thing(None))
