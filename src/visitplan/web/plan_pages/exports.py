"""The files of a plan, as ``visitplan plan`` writes them: one by one, or all in a zip.

The sheets to print speak the language of whoever takes them.
"""

import mimetypes

from starlette.responses import Response

from visitplan.app.kept.plan_at_hand import files_of_plan
from visitplan.render.tongue import Tongue
from visitplan.web.day_pages.zipped import zipped
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.plan_pages.finding import day_of_plan, plan_of_path, required_plan
from visitplan.web.refusals import NoSuchThingError

doors = Doors(prefix="/plans/{plan_id}/files")


@doors.get("")
@may("export plans", of=plan_of_path)
def take_all(here: Here, plan_id: str) -> Response:
    """Hand over all files of a plan as one zip."""
    files = _files(here, plan_id)
    return zipped(files, f"plan-{plan_id[:8]}.zip")


@doors.get("/{file}")
@may("export plans", of=plan_of_path)
def take_one(here: Here, plan_id: str, file: str) -> Response:
    """Hand over one file of a plan, to be saved: nothing of it runs on our own pages."""
    files = _files(here, plan_id)
    if file not in files:
        raise NoSuchThingError
    kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(files[file], media_type=kind, headers=headers)


def _files(here: Exchange, plan_id: str) -> dict[str, bytes]:
    kept = required_plan(here, plan_id)
    tongue = Tongue(here.language, here.text, here.retell)
    files = files_of_plan(kept, here.house.surroundings, tongue=tongue)
    branch_id = day_of_plan(here, kept.head.day_id).branch.id
    with here.write() as connection:
        here.record(connection, "export", "plan", plan_id, branch_id=branch_id)
    return files
