"""Names to sign in with: one spelling, so that no two look alike."""

import unicodedata

LONGEST = 64


def normal(login: str) -> str:
    """Return the one spelling under which a name is kept and looked up."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def is_fit(login: str) -> bool:
    """Tell whether a name, in its one spelling, may be one."""
    return 0 < len(login) <= LONGEST and login.isprintable()
