"""The forms in which an address is asked for, one after the other, until one is known."""

import re

_CHINESE_NUMBER = re.compile(r"([\u3400-\u9fff])\s*(\d+[A-Za-z]?)\s*(?:[号號].*)?$")
_IN_A_LANE = re.compile(r"\d\s*弄")


def forms(address: str) -> tuple[str, ...]:
    """Return an address as written, then as OpenStreetMap's services read it.

    Nominatim knows ``南京东路 21`` and neither ``南京东路21`` nor ``南京东路21号``.
    """
    apart = _CHINESE_NUMBER.sub(r"\1 \2", address)
    if apart == address or _IN_A_LANE.search(address):
        return (address,)
    return address, apart
