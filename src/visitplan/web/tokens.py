"""Secrets that are handed out once: of each the house keeps only the hash."""

import hashlib
import secrets


def new_token() -> str:
    """Return 256 bits that nobody guesses, as text for a link or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is kept of a token, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(token: str) -> str:
    """Return what the forms of a session carry; it tells nothing of the session's token."""
    return hashlib.sha256(b"form " + token.encode()).hexdigest()


def new_secret() -> tuple[str, str]:
    """Return a new token and the hash that is kept of it."""
    token = new_token()
    return token, hash_of(token)
