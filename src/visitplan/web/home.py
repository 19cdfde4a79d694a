"""The first page, which is another one for everybody; and whether the house is there at all."""

from starlette.responses import PlainTextResponse, Response

from visitplan.storage import users
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Part
from visitplan.web.rights import is_unmanaged

doors = Doors()


@doors.get("/")
@may("sign in")
def lead_home(here: Here) -> Response:
    """Lead everybody to what they may do first; the first of all to the set-up."""
    if here.who.csrf:
        return here.redirect(next((entry.path for entry in here.entries), "/account"))
    with here.read() as connection:
        is_new = is_unmanaged(connection)
    return here.redirect("/set-up" if is_new else "/sign-in")


@doors.get("/health")
@may("sign in")
def tell_health(here: Here) -> Response:
    """Answer a proxy that asks whether the house and its database are there."""
    with here.read() as connection:
        users.count(connection)
    return PlainTextResponse("ok\n")


PART = Part(doors)
