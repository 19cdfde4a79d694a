"""Holds: ``dispute; hospital 2026-11-20..2026-12-20; complaint lifted 2026-11-22 by M. Meyer``."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from visitplan.domain.case import HOLDS, DatedHold, Hold
from visitplan.intake.codes import Code
from visitplan.intake.dates import DATE, calendar_date
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import one_of, parts

HOLD_WORDS: dict[str, Hold] = dict(zip(HOLDS, HOLDS, strict=True)) | {
    "已还款": "paid", "争议": "dispute", "投诉": "complaint", "困难": "hardship",
    "弱势": "vulnerable", "代理": "represented", "破产": "insolvent", "死亡": "deceased",
    "停止联系": "cease_contact", "未成年": "minor", "无行为能力": "incapacity",
    "住院": "hospital", "丧事": "bereavement", "丧亲": "bereavement", "灾害": "disaster",
    "婚事": "family_event", "身份盗用": "identity_theft", "诉讼": "litigation",
    "暂缓": "moratorium", "拒绝上门": "refused_visits", "地址错误": "address_wrong",
    "未知": "unknown", "不明": "unknown", "unclear": "unknown",
}  # fmt: skip
_SHAPE = re.compile(
    rf"(?P<word>[^\d]+?)"
    rf"(?: ?(?P<starts>{DATE}) ?(?:\.\.|–|—|~|至|到|to|until) ?(?P<ends>{DATE})"
    rf"| ?(?:until|to|till|至|\.\.) ?(?P<until>{DATE})"
    rf"| ?(?:from|since|自) ?(?P<since>{DATE}))?"
    rf"(?: ?(?:lifted|解除) ?(?P<lifted>{DATE})"
    r" ?(?:by|由) ?(?P<by>.+?) ?(?:\((?P<role>[^()]+)\))?)?",
    re.ASCII | re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[;,、|()\n]")
_SAYS_MORE = re.compile(r"\d|\b(?:until|till|from|since|lifted|by)\b|自|至|解除", re.IGNORECASE)
REMEDY = "write dispute; hospital 2026-11-20..2026-12-20; complaint lifted 2026-11-22 by M. Meyer"


def holds(value: object) -> tuple[Hold | DatedHold, ...]:
    """Return the holds of a cell, each once: bare words as codes, all others with what they say."""
    return tuple(dict.fromkeys(map(_hold, parts(value))))


def open_holds(value: object) -> tuple[Hold, ...]:
    """Return a cell's holds that stay until somebody lifts them; no part that is unreadable."""
    return tuple(dict.fromkeys(each.hold for each in _readable(value) if each.is_open))


def ending_holds(value: object) -> tuple[DatedHold, ...]:
    """Return a cell's holds that have an end and were not lifted before."""
    return tuple(each for each in _readable(value) if each.ends and each.lifted_on is None)


def named_holds(value: object) -> frozenset[Hold]:
    """Return the holds that a cell speaks of, open or not; no part that is unreadable."""
    return frozenset(each.hold for each in _readable(value))


def hold_word(hold: Hold, *, starts: date | None = None, ends: date | None = None) -> str:
    """Return a hold as a cell holds it."""
    if starts and ends:
        return f"{hold} {starts}..{ends}"
    return f"{hold} since {starts}" if starts else f"{hold} until {ends}" if ends else hold


def lifted_word(hold: Hold, *, by: str, on: date) -> str:
    """Return a hold that somebody lifted as a cell holds it."""
    name = " ".join(_SEPARATORS.sub(" ", by).split())
    return f"{hold} lifted {on} by {name}"


def _readable(value: object) -> Iterator[DatedHold]:
    for text in parts(value):
        with suppress(MisreadError):
            hold = _hold(text)
            yield hold if isinstance(hold, DatedHold) else DatedHold(hold=hold)


def _hold(text: str) -> Hold | DatedHold:
    text = unicodedata.normalize("NFKC", text)
    if not _SAYS_MORE.search(text):
        return one_of(HOLD_WORDS)(text)
    match = _SHAPE.fullmatch(text)
    if match is None or _SAYS_MORE.search(match["word"]):
        raise _unreadable("holds an entry that is no hold with its dates")
    return _dated(one_of(HOLD_WORDS)(match["word"]), match)


def _dated(hold: Hold, match: re.Match[str]) -> DatedHold:
    starts, ends, lifted = (
        _date(match[one] or match[other])
        for one, other in (("starts", "since"), ("ends", "until"), ("lifted", "lifted"))
    )
    if starts and ends and ends < starts:
        raise _unreadable("holds a hold that ends before it begins")
    if starts and lifted and lifted < starts:
        raise _unreadable("holds a hold that was lifted before it began")
    return DatedHold(
        hold=hold,
        starts=starts,
        ends=ends,
        lifted_by=match["by"],
        lifted_role=match["role"],
        lifted_on=lifted,
    )


def _date(text: str | None) -> date | None:
    return calendar_date(text) if text else None


def _unreadable(problem: str) -> MisreadError:
    return MisreadError(Code.HOLD_UNREADABLE, problem, REMEDY)
