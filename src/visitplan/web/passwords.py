"""Passwords: long rather than odd, not among the common ones, kept as argon2id.

The rules are those of NIST SP 800-63B and OWASP ASVS 5.0 (6.2): a length, a list of what
everybody tries first, no rules of composition, no change by the calendar.
"""

import functools
import unicodedata
from importlib import resources
from typing import Literal

import argon2

SHORTEST, LONGEST = 15, 200
Weakness = Literal["too short", "too long", "too common", "too like the name"]


def weakness(password: str, *, name: str) -> Weakness | None:
    """Return why a password is refused, None when it is not.

    ``name`` is what its owner signs in by. Lengths are in characters.
    """
    plain = _comparable(password)
    if len(password) < SHORTEST:
        return "too short"
    if len(password) > LONGEST:
        return "too long"
    if len(set(plain)) < 5 or _repeats(plain) or plain in _common():
        return "too common"
    return "too like the name" if _comparable(name) and _comparable(name) in plain else None


def _comparable(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def _repeats(plain: str) -> bool:
    """Tell whether a text is a common word, or a run, written again and again."""
    for length in range(1, len(plain) // 2 + 1):
        piece = plain[:length]
        if (piece * (len(plain) // length + 1))[: len(plain)] == plain:
            return piece in _common() or length < 8
    return False


@functools.cache
def _common() -> frozenset[str]:
    text = resources.files("visitplan.web").joinpath("common_passwords.txt").read_text("utf-8")
    return frozenset(_comparable(line) for line in text.splitlines() if not line.startswith("#"))


class Passwords:
    """Hashes and checks passwords, in the same time whether or not there is somebody.

    Parameters
    ----------
    hasher
        Argon2id; its cost is a setting so that tests need not wait.
    """

    def __init__(self, hasher: argon2.PasswordHasher | None = None) -> None:
        self._hasher = hasher or argon2.PasswordHasher()
        self._nobodys = self._hasher.hash("the password of nobody at all")

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""
        return self._hasher.hash(_normal(password))

    def check(self, kept: str | None, password: str) -> bool:
        """Tell whether a password is the one that was kept; None is nobody's, and costs as much."""
        try:
            self._hasher.verify(kept or self._nobodys, _normal(password))
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False
        return kept is not None

    def outdated(self, kept: str) -> bool:
        """Tell whether a hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)


def _normal(password: str) -> str:
    """Return the one form of a password, whichever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", password)
