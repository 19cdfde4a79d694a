"""A day's settings and packs as texts, and the whole day as a folder to take along."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Form
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.app.kept.day_at_hand import findings_of
from visitplan.app.kept.day_editing import Editing, edit_day, put_file
from visitplan.app.kept.day_rows import written_row
from visitplan.app.kept.kept_days import files_of
from visitplan.domain.finding import Finding
from visitplan.errors import ConflictError, InputError
from visitplan.storage import tables
from visitplan.web.day_pages.day import counts_of
from visitplan.web.day_pages.finding import KeptDay, day_of_path, kept_day
from visitplan.web.day_pages.zipped import zipped
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import Thing, can

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

doors = Doors(prefix="/days/{day_id}")
LONGEST_TEXT = 200_000


class SentText(BaseModel):
    """A file as a form brings it: ``was`` is the digest of the text that was shown."""

    was: str = Field(max_length=32)
    text: str = Field(max_length=LONGEST_TEXT)


def file_of_path(connection: "Connection", path: "Mapping[str, Any]") -> Thing | None:
    """Find whose the day is, where it has a text of that name."""
    is_text = str(path["name"]).endswith(".toml")
    has = is_text and tables.load_file(connection, path["day_id"], path["name"])
    return day_of_path(connection, path) if has else None


@doors.get("/settings/{name}")
@may("see days", of=file_of_path)
def show_file(here: Here, day_id: str, name: str, said: str = "") -> Response:
    """Show a text of a day: its settings, a pack beside them."""
    day = kept_day(here, day_id)
    return _show(here, day, name, day.inputs.files[name].decode("utf-8", "replace"), said=said[:20])


@doors.post("/settings/{name}")
@may("edit days", of=file_of_path)
def keep_file(here: Here, day_id: str, name: str, sent: Annotated[SentText, Form()]) -> Response:
    """Keep a text as the form brings it; nothing where the day could not be planned then."""
    content = sent.text.replace("\r\n", "\n").encode()
    change = put_file(name, sent.was, content)
    try:
        edit_day(here.house.database, Editing(day_id, here.who.id, here.now), change)
    except InputError as error:
        day = kept_day(here, day_id)
        return _show(here, day, name, sent.text, error.findings, was=sent.was, status=422)
    except ConflictError:
        return _show(here, kept_day(here, day_id), name, sent.text, overtaken=True, status=409)
    return here.redirect(f"/days/{day_id}/settings/{name}?said=saved")


def _show(  # noqa: PLR0913 - what a form shows
    here: Exchange,
    day: KeptDay,
    name: str,
    text: str,
    findings: Sequence[Finding] | None = None,
    *,
    was: str | None = None,
    said: str = "",
    overtaken: bool = False,
    status: int = 200,
) -> Response:
    standing = day.inputs.files[name].decode("utf-8", "replace")
    told = findings_of(day.inputs) if findings is None else findings
    return here.page(
        "day_file.html.j2",
        status=status,
        day=day,
        name=name,
        names=sorted(each for each in day.inputs.files if each.endswith(".toml")),
        text=text,
        standing=standing,
        was=was or written_row([standing]),
        findings=[each for each in told if findings is not None or each.file == name],
        counts=counts_of(day.inputs),
        overtaken=overtaken,
        may_edit=can(here.who, "edit days"),
        said=said,
    )


@doors.get("/folder.zip")
@may("edit days", of=day_of_path)
def take_along(here: Here, day_id: str) -> Response:
    """Hand over the whole day as a folder, as it could be imported again."""
    day = kept_day(here, day_id)
    with here.write() as connection:
        here.record(connection, "export", "day", day_id, branch_id=day.head.branch_id)
    return zipped(files_of(day.inputs), f"day-{day.head.date}.zip")
