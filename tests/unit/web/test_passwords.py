"""Which passwords are refused, and what is kept of the others."""

import argon2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplan.web.passwords import LONGEST, SHORTEST, Passwords, weakness

CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("lantern orbit", "too short"),
        ("lantern orbit v", None),
        ("灯笼轨道天鹅绒铜港七号船长早安", None),
        ("x" * (LONGEST + 1), "too long"),
        ("aaaaaaaaaaaaaaaaaa", "too common"),
        ("qwertyqwertyqwerty", "too common"),
        ("Password Password", "too common"),
        ("pass-word-pass-word", "too common"),
        ("123 456 789 012 345", "too common"),
        ("Correct Horse Battery Staple", "too common"),
        ("ab1ab1ab1ab1ab1ab1", "too common"),
        ("woaini woaini woaini", "too common"),
        ("a rose for anna tonight", "too like the name"),
        ("A ROSE FOR ＡＮＮＡ TONIGHT", "too like the name"),
    ],
)
def test_a_password_is_long_and_not_among_the_first_that_anybody_tries(
    password: str, why: str | None
) -> None:
    assert weakness(password, name="anna") == why


@given(st.text(max_size=LONGEST + 20), st.text(max_size=20))
def test_every_text_is_judged_and_no_short_one_passes(password: str, name: str) -> None:
    judged = weakness(password, name=name)
    if len(password) < SHORTEST:
        assert judged == "too short"


def test_no_composition_is_asked_for() -> None:
    assert weakness("all lower case and no digit", name="anna") is None


def test_only_the_same_password_is_right_on_whatever_keyboard() -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hash("caf\u00e9 lantern orbit")
    assert kept.startswith("$argon2id$")
    assert "lantern" not in kept
    assert passwords.check(kept, "cafe\u0301 lantern orbit")
    assert not passwords.check(kept, "cafe lantern orbit")
    assert not passwords.check("no hash", "caf\u00e9 lantern orbit")


def test_the_same_password_is_kept_differently_each_time() -> None:
    passwords = Passwords(CHEAP)
    assert passwords.hash("lantern orbit velvet") != passwords.hash("lantern orbit velvet")


def test_nobody_has_no_password() -> None:
    assert not Passwords(CHEAP).check(None, "the password of nobody at all")
