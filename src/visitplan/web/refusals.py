"""What a request may be refused for; ``failing`` tells it to whoever asked."""

from visitplan.web.who import Who


class RefusalError(Exception):
    """The root; its status is that of the answer, and it carries nothing of the request."""

    status = 400


class ForbiddenError(RefusalError):
    """They may not do that; whoever is nobody yet is asked to sign in."""

    status = 403

    def __init__(self, who: Who) -> None:
        super().__init__()
        self.unknown = who.role == "nobody"


class ForeignPageError(RefusalError):
    """The change was asked for by a page that is not ours, or by one that is long out of date."""

    status = 403


class NoSuchThingError(RefusalError):
    """There is no such thing, as far as they may know."""

    status = 404


class GoneError(RefusalError):
    """There was such a thing once: a link that was used or has expired."""

    status = 410


class TooOftenError(RefusalError):
    """They ask more often than is allowed."""

    status = 429


class OutdatedError(RefusalError):
    """They named a version that is not the one that stands."""

    status = 412


class MisreadQueryError(RefusalError):
    """A parameter of the address is wrong; ``problem`` says how, in words of ours."""

    status, place = 422, "query"

    def __init__(self, field: str, problem: str) -> None:
        super().__init__()
        self.field, self.problem = field, problem


class MisreadBodyError(MisreadQueryError):
    """A field of the body is wrong."""

    place = "body"
