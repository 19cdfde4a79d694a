"""One's own account: password, language, signing out everywhere."""

from typing import Annotated

from fastapi import Form, Query
from pydantic import Field
from starlette.responses import Response

from visitplan.storage import sessions, users
from visitplan.storage.users import User
from visitplan.web.browser_sessions import begin_session, forget_cookie, set_cookie
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.languages import LANGUAGES
from visitplan.web.lock_out import note_try
from visitplan.web.new_passwords import NewPassword, fault_of
from visitplan.web.parts import Entry, Part
from visitplan.web.passwords import LONGEST
from visitplan.web.refusals import NoSuchThingError, TooOftenError

doors = Doors(prefix="/account")


class ChangedPassword(NewPassword):
    """What a change of the password asks for."""

    current: str = Field(max_length=4 * LONGEST, repr=False)


@doors.get("")
@may("use own account")
def show_account(here: Here, said: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Show one's own account."""
    return here.page("account.html.j2", user=_myself(here), said=said, wrong="")


@doors.post("/password")
@may("use own account")
def change_password(
    here: Here,
    new: Annotated[ChangedPassword, Form()],
) -> Response:
    """Change the password; every session ends, and this browser gets a new one."""
    user = _myself(here)
    wrong = _wrong_current(here, user, new.current) or fault_of(new, user.login)
    if wrong:
        return here.page("account.html.j2", status=422, user=user, said="", wrong=wrong)
    hashed = here.house.passwords.hash(new.password)
    answer = here.redirect("/account?said=password")
    with here.write() as connection:
        users.change(connection, user.id, {"password_hash": hashed}, seen=user.version)
        sessions.end_all_of_user(connection, user.id)
        here.record(connection, "change password", "user", user.id)
        set_cookie(answer, begin_session(connection, here.house, user), here.house.settings)
    return answer


def _wrong_current(here: Here, user: User, current: str) -> str:
    """Count the try, as at signing in: a session left open is no place to guess from."""
    with here.write() as connection:
        if not note_try(connection, name=user.login, address=here.address, at=here.now):
            raise TooOftenError
    return "" if here.house.passwords.check(user.password_hash, current) else "current"


@doors.post("/language")
@may("use own account")
def change_language(here: Here, language: Annotated[str, Form(max_length=20)]) -> Response:
    """Speak another language with this user from now on; with none, the browser's."""
    user, chosen = _myself(here), language if language in LANGUAGES else None
    with here.write() as connection:
        users.change(connection, user.id, {"language": chosen}, seen=user.version)
        here.record(
            connection, "change language", "user", user.id,
            before={"language": user.language}, after={"language": chosen},
        )  # fmt: skip
    return here.redirect("/account?said=language")


@doors.post("/sign-out-everywhere")
@may("use own account")
def sign_out_everywhere(here: Here) -> Response:
    """End every session of this user."""
    with here.write() as connection:
        ended = sessions.end_all_of_user(connection, here.who.id)
        here.record(connection, "sign out everywhere", "user", here.who.id, after={"ended": ended})
    answer = here.redirect("/sign-in?said=out")
    forget_cookie(answer, here.house.settings)
    return answer


def _myself(here: Here) -> User:
    with here.read() as connection:
        user = users.find(connection, here.who.id)
    if user is None:
        raise NoSuchThingError
    return user


PART = Part(doors, entries=(Entry("use own account", "/account", "Your account"),))
