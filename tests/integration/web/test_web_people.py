"""Users as an administrator manages them, each change in the audit trail."""

from collections.abc import Callable

import pytest
from web_house import Asker

from visitplan.storage import trail, users
from visitplan.storage.users import User
from visitplan.web.house import House


@pytest.fixture
def admin(asker: Callable[..., Asker]) -> Asker:
    return asker("admin")


def user(house: House, user_id: str) -> User:
    with house.database.read() as connection:
        found = users.find(connection, user_id)
    assert found is not None
    return found


def changes(house: House) -> list[str]:
    with house.database.read() as connection:
        return [entry.act.what for entry in trail.entries(connection)]


def test_a_user_who_is_switched_off_is_out_at_once_and_cannot_come_back(
    admin: Asker, asker: Callable[..., Asker], house: House
) -> None:
    bert = asker("dispatcher")
    admin.post(f"/people/{bert.id}/switch-off")
    assert bert.get("/account").headers["location"] == "/sign-in"
    admin.post(f"/people/{bert.id}/switch-on")
    assert bert.get("/account").headers["location"] == "/sign-in"
    assert user(house, bert.id).disabled_at is None
    assert changes(house) == ["switch off", "switch on"]


def test_nobody_switches_themselves_off(admin: Asker, house: House) -> None:
    assert admin.post(f"/people/{admin.id}/switch-off").status_code == 404
    assert user(house, admin.id).disabled_at is None


def test_other_rights_hold_from_the_next_sign_in_and_are_told_before_and_after(
    admin: Asker, asker: Callable[..., Asker], house: House
) -> None:
    bert = asker("dispatcher")
    rights = {"role": "manager", "branch": ["south"], "version": "1"}
    assert admin.post(f"/people/{bert.id}", rights).status_code == 303
    changed = user(house, bert.id)
    assert (changed.role, changed.branch_ids) == ("manager", {"south"})
    assert bert.get("/account").headers["location"] == "/sign-in"
    with house.database.read() as connection:
        act = trail.newest(connection)[0].act
    assert act.before == {"role": "dispatcher", "branches": ["north"]}
    assert act.after == {"role": "manager", "branches": ["south"]}


def test_two_administrators_who_change_the_same_user_do_not_undo_each_other(
    admin: Asker, asker: Callable[..., Asker]
) -> None:
    bert = asker("dispatcher")
    rights = {"role": "manager", "branch": ["south"], "version": "1"}
    assert admin.post(f"/people/{bert.id}", rights).status_code == 303
    late = admin.post(f"/people/{bert.id}", rights | {"role": "dispatcher"})
    assert late.status_code == 409
    assert "Somebody was quicker" in late.text


def test_the_last_administrator_remains_one(admin: Asker, house: House) -> None:
    rights = {"role": "manager", "branch": ["south"], "version": "1"}
    answer = admin.post(f"/people/{admin.id}", rights)
    assert answer.status_code == 422
    assert "Nobody else is an administrator" in answer.text
    assert user(house, admin.id).role == "admin"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"login": " ", "branch": "north"}, "1 to 64 characters"),
        ({"login": "bert"}, "at least one branch"),
        ({"login": "bert", "branch": "elsewhere"}, "at least one branch"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_beside_its_field(
    admin: Asker, house: House, wanted: dict[str, str], told: str
) -> None:
    answer = admin.post("/people", {"role": "dispatcher"} | wanted)
    assert answer.status_code == 422
    assert told in answer.text
    assert changes(house) == []


def test_a_name_that_only_looks_different_is_taken(admin: Asker) -> None:
    invited = {"login": "bert", "role": "manager", "branch": "north"}
    assert admin.post("/people", invited).status_code == 200
    again = admin.post("/people", invited | {"login": "ＢＥＲＴ"})
    assert again.status_code == 422
    assert "has this name already" in again.text


def test_a_new_link_shuts_out_whoever_had_the_old_password(
    admin: Asker, asker: Callable[..., Asker], house: House
) -> None:
    bert = asker("manager")
    assert "#t=" in admin.post(f"/people/{bert.id}/invitation").text
    assert user(house, bert.id).password_hash is None
    assert bert.get("/account").headers["location"] == "/sign-in"


def test_a_branch_is_added_once_and_only_in_a_time_zone_that_there_is(admin: Asker) -> None:
    branch = {"id": "east", "name": "East", "time_zone": "Europe/Helsinki"}
    assert admin.post("/house/branches", branch).status_code == 303
    assert "already" in admin.post("/house/branches", branch).text
    nowhere = admin.post("/house/branches", branch | {"id": "w", "time_zone": "Mars/Base"})
    assert "no such time zone" in nowhere.text


def test_the_trail_shows_who_did_what_and_hides_who_somebody_is(admin: Asker) -> None:
    admin.post("/people", {"login": "bert", "role": "manager", "branch": "north"})
    shown = admin.get("/trail").text
    assert "invite" in shown
    assert "branches" in shown
    assert admin.get("/trail?before=1").status_code == 200
    assert admin.get("/trail?before=-1").status_code == 422
