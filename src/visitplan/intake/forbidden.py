"""Columns that visitplan does not take: what has no place in planning a lawful, humane visit.

Who somebody is, believes or knows, how he is scored and what he earns is no business of a route,
and following a person's movements, debtor or agent, is none of anybody's. Amounts are merely not
read: visits are never planned by the money owed.
"""

import re
import unicodedata

_WORDS = frozenset({
    "ssn", "passport", "religion", "faith", "race", "racial", "ethnicity", "ethnic", "nationality",
    "caste", "tribe", "sex", "gender", "msisdn", "score", "scoring", "profile", "profiling",
    "income", "salary", "birthday", "birthdate", "marital", "disability", "plate", "numberplate",
    "licenceplate", "licenseplate", "relative", "relatives", "family", "spouse", "parent",
    "parents", "child", "children", "neighbour", "neighbours", "neighbor", "neighbors", "guarantor",
    "friend", "friends", "colleague", "colleagues", "contacts", "employer", "workplace", "facebook",
    "instagram", "tiktok", "linkedin", "twitter", "wechat", "whatsapp", "qq", "weibo", "social",
    "political", "union", "health", "diagnosis", "orientation", "biometric", "photo",
})  # fmt: skip
_MOVEMENTS = frozenset({
    "gps", "imei", "imsi", "geofence", "tracker", "tracking", "whereabouts", "movements",
})  # fmt: skip
_RUNS_OF_MOVEMENTS = re.compile(
    "phonelocation|lastlocation|livelocation|lastposition|liveposition|lastseen|定位|轨迹|行踪"
)
_RUNS = re.compile(
    "nationalid|identitynumber|identitycard|idcard|personalid|socialsecurity|dateofbirth|"
    "numberplate|licen[cs]eplate|socialmedia|skiptrac|creditrating|creditscore|"
    "身份证|证件号|宗教|信仰|种族|民族|国籍|性别|车牌|画像|评分|收入|工资|生日|出生|婚姻|亲属|家属|联系人|配偶|父母|子女|"
    "邻居|同事|朋友|担保人|雇主|工作单位|单位名称|社交|微信|微博|抖音|照片|健康|政治"
)
_AMOUNTS = re.compile(
    r"\b(?:amount|debt|owed|owing|balance|principal|arrears|outstanding|due|overdue|dpd|interest)\b"
    "|金额|欠款|余额|本金|逾期|利息|罚息|应还"
)


def is_forbidden(header: str) -> bool:
    """Tell whether a customer's column of this name is refused."""
    words = _words(header)
    told = not _WORDS.isdisjoint(words) or bool(_RUNS.search("".join(words)))
    return told or is_tracking(header)


def is_tracking(header: str) -> bool:
    """Tell whether a column of this name follows somebody's movements: refused for anybody."""
    words = _words(header)
    run = _RUNS_OF_MOVEMENTS.search("".join(words))
    return not _MOVEMENTS.isdisjoint(words) or bool(run)


def is_amount(header: str) -> bool:
    """Tell whether a column of this name holds money owed, or how long it has been owed."""
    return bool(_AMOUNTS.search(" ".join(_words(header))))


def _words(header: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", header))
    return [word for word in re.split(r"[\W_]+", spaced.casefold()) if word]
