"""Whether a house of the map lies in the town that an address names."""

from collections.abc import Iterable
from itertools import pairwise

from visitplan.travel.extract import Address
from visitplan.travel.geocoding.near import one_letter_apart
from visitplan.travel.geocoding.spelling import is_ideograph, words

_KINDS_OF_TOWN = frozenset("市区县省镇")
"""Signs that many Chinese towns end in; sharing one tells nothing."""


def agreement(address: Address, elsewhere: Iterable[str]) -> int:
    """Count the words that the map's town and postcode share with what else was asked for.

    -1 where both name a town, or both a postcode, and nothing agrees: some other town's street.
    """
    town, postcode = _telling(words(address.city)), _telling(words(address.postcode))
    asked = _telling(elsewhere)
    asked_postcodes = {word for word in asked if word.isdecimal() and len(word) >= 4}
    asked_words = {word for word in asked if not word.isdecimal()}
    agreeing = len(postcode & asked_postcodes) + sum(_named(word, asked_words) for word in town)
    contradicted = (town and asked_words) or (postcode and asked_postcodes)
    return -1 if contradicted and not agreeing else agreeing


def _named(word: str, asked: set[str]) -> bool:
    return word in asked or any(one_letter_apart(word, each) for each in asked)


def _telling(found: Iterable[str]) -> set[str]:
    """Return the words that tell towns apart; Chinese signs by twos, for one is in many names."""
    listed = list(found)
    pairs = {
        here + there
        for here, there in pairwise(listed)
        if is_ideograph(here) and is_ideograph(there) and not _KINDS_OF_TOWN & {here, there}
    }
    return pairs | {word for word in listed if not is_ideograph(word)}
