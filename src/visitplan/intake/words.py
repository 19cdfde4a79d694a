"""Words that people type: folded for comparison, listed, chosen from a few, never quoted back."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, time, timedelta
from typing import TypeVar

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError

T = TypeVar("T")

_SEPARATORS = re.compile(r"[;,、|\n]")
# Signs that reorder or hide text (bidirectional overrides and isolates, C0 and C1 controls,
# halves of surrogate pairs); tab and line ends may stand inside a cell.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

_MOST_COMPARED = 1_000
"""Looking for the nearest of many ids, row by row, would take longer than reading them."""


def folded(text: str) -> str:
    """Return the text as compared: one width, one case, single blanks, nothing invisible."""
    visible = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf"
    )
    return " ".join(visible.casefold().split())


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that looks most like this one, if any does."""
    if len(known) > _MOST_COMPARED:
        return None
    by_fold = {folded(name): name for name in known}
    close = difflib.get_close_matches(folded(word)[:100], by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def described(value: object) -> str:
    """Say what kind of value was found without quoting it: it may be personal."""
    match value:
        case str():
            return f"a text of {len(value)} characters"
        case bool():
            return "true or false"
        case date() | time() | timedelta():
            return "a date or time"
        case list() | tuple() | dict():
            return "a list or table"
    return "a number"


def printable(text: str) -> str:
    """Return the text without what would move a terminal's cursor or reorder its line."""
    return "".join(sign for sign in text if sign.isprintable())


def control_in(text: str) -> MisreadError | None:
    """Return what is wrong with a text that hides or reorders something, None otherwise."""
    if sign := _CONTROLS.search(text):
        return MisreadError(
            Code.CONTROL_CHARACTER,
            f"has the control character U+{ord(sign[0]):04X}",
            "delete it: it hides or reorders text",
        )
    return None


def plain_text(value: object) -> str:
    """Return a text on one line."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise MisreadError(
            Code.TEXT_UNREADABLE, f"is {described(value)}, not a text", "format the cell as text"
        )
    text = str(value)
    if misread := control_in(text):
        raise misread
    return " ".join(text.split())


def parts(value: object) -> tuple[str, ...]:
    """Return the entries of a list: a real one, or a text with ``;`` ``,`` ``、`` or ``|``."""
    if isinstance(value, list | tuple):
        return tuple(plain_text(entry) for entry in value if entry != "")
    text = unicodedata.normalize("NFKC", plain_lines(value))
    return tuple(" ".join(part.split()) for part in _SEPARATORS.split(text) if part.strip())


def plain_lines(value: object) -> str:
    """Return a text that may have several lines."""
    if not isinstance(value, str):
        return plain_text(value)
    if misread := control_in(value):
        raise misread
    return value


def word_set(value: object) -> frozenset[str]:
    """Return a list of words, folded: skills, kinds of credentials."""
    return frozenset(folded(part) for part in parts(value))


def one_of(choices: Mapping[str, T]) -> Callable[[object], T]:
    """Return a reader that takes one of these words (their folded forms) and nothing else."""

    def choose(value: object) -> T:
        word = re.sub("[ -]", "_", folded(plain_text(value)))
        if word not in choices:
            near = nearest(word, choices)
            raise MisreadError(
                Code.WORD_UNKNOWN,
                "is not a known word" + (f', did you mean "{near}"?' if near else ""),
                f"write one of {', '.join(w for w in choices if w.isascii())}",
            )
        return choices[word]

    return choose


def yes_or_no(value: object) -> bool:
    """Return true for yes, true, 1, 是 and false for their opposites."""
    if isinstance(value, bool):
        return value
    return one_of(_YES_OR_NO)(value)


_YES_OR_NO = dict.fromkeys(("yes", "true", "y", "1", "是", "有"), True) | dict.fromkeys(
    ("no", "false", "n", "0", "否", "无"), False
)
