"""Every change leaves exactly one entry in the audit trail, and a refused one leaves none."""

from collections.abc import Callable
from typing import Any

import pytest
from web_house import PASSWORD, Asker

from visitplan.storage import trail
from visitplan.web.house import House

NEW = {"password": "copper harbour seven", "repeated": "copper harbour seven"}
RIGHTS = {"role": "manager", "branch": ["south"], "version": "1"}
CHANGES: dict[str, dict[str, Any]] = {
    "/sign-out": {},
    "/account/language": {"language": "zh"},
    "/account/password": NEW | {"current": PASSWORD},
    "/account/sign-out-everywhere": {},
    "/sign-in": {"login": "{me}", "password": PASSWORD},
    "/people": {"login": "bert", "role": "manager", "branch": "north"},
    "/people/{other}": RIGHTS,
    "/people/{other}/invitation": {},
    "/people/{other}/switch-off": {},
    "/people/{other}/switch-on": {},
    "/house/branches": {"id": "east", "name": "East", "time_zone": "Europe/Helsinki"},
}
REFUSED: dict[str, dict[str, Any]] = {
    "/account/password": NEW | {"current": "not my password"},
    "/people": {"login": "bert", "role": "manager", "branch": "elsewhere"},
    "/people/{other}": RIGHTS | {"version": "2"},
    "/house/branches": {"id": "north", "name": "North", "time_zone": "Europe/Helsinki"},
}


def entries(house: House) -> int:
    with house.database.read() as connection:
        return trail.count(connection)


@pytest.fixture
def admin(asker: Callable[..., Asker]) -> Asker:
    return asker("admin")


@pytest.fixture
def ask(admin: Asker, asker: Callable[..., Asker]) -> Callable[[str, dict[str, Any]], int]:
    other = asker("dispatcher")

    def asked(path: str, form: dict[str, Any]) -> int:
        filled = {
            name: value.format(me=admin.id) if isinstance(value, str) else value
            for name, value in form.items()
        }
        return admin.post(path.format(other=other.id), filled).status_code

    return asked


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_leaves_one_entry(
    path: str, ask: Callable[[str, dict[str, Any]], int], house: House
) -> None:
    assert ask(path, CHANGES[path]) in (200, 303)
    assert entries(house) == 1


@pytest.mark.parametrize("path", REFUSED)
def test_what_was_refused_leaves_none(
    path: str, ask: Callable[[str, dict[str, Any]], int], house: House
) -> None:
    assert ask(path, REFUSED[path]) in (409, 422)
    assert entries(house) == 0
