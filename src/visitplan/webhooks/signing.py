"""The signature by which a receiver knows that a message is ours, whole and fresh.

As in the Standard Webhooks specification (standardwebhooks.com), so that its libraries verify
it: HMAC-SHA256 over ``id.timestamp.body``, in base64.
"""

import base64
import hashlib
import hmac
from datetime import datetime

PREFIX = "whsec_"
"""What a secret begins with; what follows is the key in base64."""


def secret_of(key: bytes) -> str:
    """Return a key as its receiver is shown it."""
    return PREFIX + base64.b64encode(key).decode()


def signed_headers(secret: str, message_id: str, body: bytes, *, at: datetime) -> dict[str, str]:
    """Return the headers that sign a message; ``at`` is when this attempt is made."""
    timestamp = str(int(at.timestamp()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature(secret, message_id, timestamp, body)}",
    }


def signature(secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a message, in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
