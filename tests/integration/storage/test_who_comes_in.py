"""Users, sessions, links, keys: who may come in, and only as a hash of what he brings."""

from collections.abc import Callable
from typing import Any

import pytest
from kept import NOON, a_branch, a_day, a_plan, later

from visitplan.errors import ConflictError, StorageError
from visitplan.storage import api_keys, attempts, idempotency, links, sessions, users
from visitplan.storage.api_keys import ApiKey
from visitplan.storage.database import Database
from visitplan.storage.idempotency import Answered
from visitplan.storage.links import Link
from visitplan.storage.sessions import Session
from visitplan.storage.users import NewUser, User


def within(database: Database, act: Callable[[Any], Any]) -> Any:
    with database.write() as connection:
        return act(connection)


def a_user(database: Database, login: str = "ann", **changes: Any) -> User:
    new = NewUser(id=f"user-{login}", login=login, role="dispatcher")._replace(**changes)
    return within(database, lambda connection: users.add(connection, new, at=NOON))


@pytest.fixture
def link(database: Database) -> Link:
    new = Link("link-1", "hash-1", "plan-1", "A01", NOON, later(60))
    with database.write() as connection:
        a_day(connection)
        a_plan(connection)
        links.add(connection, new)
    return new


def test_a_new_house_has_no_users(database: Database) -> None:
    assert within(database, users.count) == 0


def test_a_user_works_for_his_branches(database: Database) -> None:
    within(database, a_branch)
    ann = a_user(database, branch_ids=["kamppi"])
    assert ann.branch_ids == {"kamppi"}
    assert within(database, lambda c: users.by_login(c, "ann")) == ann
    assert within(database, lambda c: users.by_login(c, "bob")) is None


@pytest.mark.parametrize("changes", [{}, {"id": "other", "role": "owner", "login": "bob"}])
def test_a_login_is_had_once_and_a_role_is_known(
    database: Database, changes: dict[str, str]
) -> None:
    a_user(database)
    with pytest.raises(StorageError):
        a_user(database, **changes)


def test_of_two_who_change_a_user_the_second_is_told(database: Database) -> None:
    ann = a_user(database)
    changed = within(
        database, lambda c: users.change(c, ann.id, {"role": "manager"}, seen=ann.version)
    )
    assert (changed.role, changed.version) == ("manager", 2)
    with pytest.raises(ConflictError):
        within(database, lambda c: users.change(c, ann.id, {"role": "admin"}, seen=1))


def test_an_invitation_is_good_once_until_it_expires_and_until_the_next(
    database: Database,
) -> None:
    ann = a_user(database)
    for token in ("first", "second"):
        within(database, lambda c, t=token: users.invite(c, ann.id, t, expires_at=later(60)))
    take_up = users.take_up_invitation
    assert within(database, lambda c: take_up(c, "first", at=NOON)) is None
    assert within(database, lambda c: take_up(c, "second", at=later(61))) is None
    assert within(database, lambda c: take_up(c, "second", at=NOON)) == ann
    assert within(database, lambda c: take_up(c, "second", at=NOON)) is None


def test_a_session_is_found_until_it_expires_or_ends(database: Database) -> None:
    ann = a_user(database)
    session = Session("hash", ann.id, None, NOON, NOON, later(60), {"csrf": "x"})
    within(database, lambda c: sessions.begin(c, session))
    find = sessions.find
    assert within(database, lambda c: find(c, "hash", at=later(59))) == session
    assert within(database, lambda c: find(c, "hash", at=later(60))) is None
    assert within(database, lambda c: sessions.end_all_of_user(c, ann.id)) == 1
    assert within(database, lambda c: find(c, "hash", at=NOON)) is None


def test_a_session_is_somebodys(database: Database) -> None:
    with pytest.raises(StorageError):
        within(
            database,
            lambda c: sessions.begin(c, Session("h", None, None, NOON, NOON, later(9), {})),
        )


def test_a_link_is_exchanged_once(database: Database, link: Link) -> None:
    first = within(database, lambda c: links.exchange(c, "hash-1", at=later(1)))
    assert first == link._replace(exchanged_at=later(1))
    assert within(database, lambda c: links.exchange(c, "hash-1", at=later(1))) is None
    assert within(database, lambda c: links.exchange(c, "unknown", at=later(1))) is None


def test_an_expired_link_is_not_exchanged(database: Database, link: Link) -> None:
    assert within(database, lambda c: links.exchange(c, "hash-1", at=link.expires_at)) is None


def test_a_revoked_link_is_no_way_in_and_its_sessions_end(database: Database, link: Link) -> None:
    session = Session("phone", None, link.id, NOON, NOON, later(60), {})
    within(database, lambda c: sessions.begin(c, session))
    assert within(database, lambda c: links.revoke(c, link.id, at=later(1)))
    assert within(database, lambda c: sessions.find(c, "phone", at=later(1))) is None
    assert within(database, lambda c: links.exchange(c, "hash-1", at=later(1))) is None
    assert not within(database, lambda c: links.revoke(c, link.id, at=later(2)))


def test_attempts_count_within_a_time_and_are_forgiven(database: Database) -> None:
    for minute in (0, 5, 10):
        within(database, lambda c, m=minute: attempts.note(c, "subject", at=later(m)))
    assert within(database, lambda c: attempts.count(c, "subject", since=later(5))) == 2
    within(database, lambda c: attempts.forgive(c, "subject"))
    assert within(database, lambda c: attempts.count(c, "subject", since=NOON)) == 0


def test_an_api_key_is_good_until_it_expires_or_is_revoked(database: Database) -> None:
    within(database, a_branch)
    scopes = frozenset({"cases:write"})
    key = ApiKey("key-1", "core", "hash", "kamppi", scopes, NOON, later(60))
    within(database, lambda c: api_keys.add(c, key))
    find = api_keys.by_hash
    assert within(database, lambda c: find(c, "hash", at=later(1))) == key
    assert within(database, lambda c: find(c, "hash", at=later(60))) is None
    assert within(database, lambda c: api_keys.revoke(c, "key-1", at=later(2)))
    assert within(database, lambda c: find(c, "hash", at=later(1))) is None


def test_a_request_that_comes_again_gets_its_first_answer(database: Database) -> None:
    first = Answered("key-1", "k", "request", 201, "{}", NOON)
    assert within(database, lambda c: idempotency.keep(c, first)) == first
    again = first._replace(status=500, at=later(1))
    assert within(database, lambda c: idempotency.keep(c, again)) == first
    with pytest.raises(ConflictError):
        within(database, lambda c: idempotency.find(c, "key-1", "k", "another request"))
    assert within(database, lambda c: idempotency.find(c, "key-2", "k", "request")) is None


def test_another_phone_takes_a_link_over_and_the_first_one_is_out(
    database: Database, link: Link
) -> None:
    session = Session("phone-1", None, link.id, NOON, NOON, later(60), {})
    within(database, lambda c: links.exchange(c, link.token_sha256, at=NOON))
    within(database, lambda c: sessions.begin(c, session))
    assert within(database, lambda c: links.take_over(c, link.id, at=later(5)))
    assert within(database, lambda c: sessions.find(c, "phone-1", at=later(5))) is None
    taken = within(database, lambda c: links.by_token(c, link.token_sha256))
    assert taken.exchanged_at == later(5)


def test_a_link_that_has_ended_is_taken_over_by_nobody(database: Database, link: Link) -> None:
    assert not within(database, lambda c: links.take_over(c, link.id, at=later(60)))
    within(database, lambda c: links.revoke(c, link.id, at=NOON))
    assert not within(database, lambda c: links.take_over(c, link.id, at=NOON))
