"""The script that keeps the agent's page for when there is no network."""

from importlib import resources

from starlette.responses import Response

from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Part

doors = Doors(prefix="/a")
SCRIPT = resources.files("visitplan.web").joinpath("static", "agent", "worker.js").read_bytes()


@doors.get("/worker.js")
@may("exchange links")
def hand_out_worker(here: Here) -> Response:
    """Hand out the worker, which may look after everything below ``/a`` and nothing else."""
    headers = {"Service-Worker-Allowed": here.path("/a")}
    return Response(SCRIPT, media_type="text/javascript", headers=headers)


PART = Part(doors)
