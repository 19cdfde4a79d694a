"""Whether a change was asked for on a page of ours.

A browser tells with every request where it comes from: ``Sec-Fetch-Site``, or ``Origin`` in
older ones. Together with cookies that are SameSite=Strict and a token in every form, a foreign
page has no way to ask for anything (ASVS 5.0, 3.5).
"""

from urllib.parse import urlsplit

from starlette.requests import Request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def from_our_own_page(request: Request) -> bool:
    """Tell whether the browser says that one of our pages asks; silence says no."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")
