"""The PIN that lets another phone in by a link that one phone has opened already."""

import hashlib

from visitplan.storage.links import Link

DIGITS = 6


def pin_of(link: Link) -> str:
    """Return six digits, which the dispatcher sees and tells the agent.

    They follow from what no phone ever learns, the link's id, and change with each phone that
    came in.
    """
    secret = f"PIN {link.id} {link.token_sha256} {link.exchanged_at}"
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest())
    return f"{number % 10**DIGITS:0{DIGITS}}"
