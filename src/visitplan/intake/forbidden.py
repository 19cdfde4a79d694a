"""Columns that visitplan does not take: what has no place in planning a lawful, humane visit.

Who somebody is, believes or knows is no business of a route, and tracking a debtor is none of
anybody's. Amounts are merely not read: visits are never planned by the money owed.
"""

import re
import unicodedata

_WORDS = frozenset({
    "ssn", "passport", "religion", "faith", "race", "racial", "ethnicity", "ethnic",
    "nationality", "caste", "tribe", "sex", "gender", "gps", "imei", "msisdn", "imsi",
    "geofence", "plate", "numberplate", "licenceplate", "licenseplate", "relative",
    "relatives", "family", "spouse", "parent", "parents", "child", "children", "neighbour",
    "neighbours", "neighbor", "neighbors", "guarantor", "friend", "friends", "colleague",
    "colleagues", "contacts", "employer", "workplace", "facebook", "instagram", "tiktok",
    "linkedin", "twitter", "wechat", "whatsapp", "qq", "weibo", "social", "political",
    "union", "health", "diagnosis", "orientation", "biometric", "photo",
})  # fmt: skip
_RUNS = re.compile(
    "nationalid|identitynumber|identitycard|idcard|personalid|socialsecurity|phonelocation|"
    "lastlocation|livelocation|numberplate|licen[cs]eplate|socialmedia|skiptrac|"
    "身份证|证件号|宗教|信仰|种族|民族|国籍|性别|定位|轨迹|车牌|亲属|家属|联系人|配偶|父母|子女|"
    "邻居|同事|朋友|担保人|雇主|工作单位|单位名称|社交|微信|微博|抖音|照片|健康|政治"
)
_AMOUNTS = re.compile(
    r"\b(?:amount|debt|owed|owing|balance|principal|arrears|outstanding|due|overdue|dpd|interest)\b"
    "|金额|欠款|余额|本金|逾期|利息|罚息|应还"
)


def is_forbidden(header: str) -> bool:
    """Tell whether a customer's column of this name is refused."""
    words = _words(header)
    return not _WORDS.isdisjoint(words) or bool(_RUNS.search("".join(words)))


def is_amount(header: str) -> bool:
    """Tell whether a column of this name holds money owed, or how long it has been owed."""
    return bool(_AMOUNTS.search(" ".join(_words(header))))


def _words(header: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", header))
    return [word for word in re.split(r"[\W_]+", spaced.casefold()) if word]
