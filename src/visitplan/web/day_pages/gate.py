"""Who may be visited today and who may not, each with its rules; which shifts are barred."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from starlette.responses import Response

from visitplan.app.check import Checked
from visitplan.app.kept.day_at_hand import check_inputs
from visitplan.domain.finding import Finding
from visitplan.domain.visit import Ineligible
from visitplan.errors import InputError, TravelDataError
from visitplan.web.day_pages.finding import day_of_path, kept_day
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may

doors = Doors(prefix="/days/{day_id}")


class Refusals(NamedTuple):
    """A rule, and how many cases or shifts it refused."""

    rule: str
    number: int


@doors.get("/gate")
@may("see days", of=day_of_path)
def show_gate(here: Here, day_id: str) -> Response:
    """Show the gate's answer for a day as it stands now."""
    day = kept_day(here, day_id)
    checked: Checked | None = None
    findings: tuple[Finding, ...] = ()
    trouble = ""
    try:
        checked = check_inputs(day.inputs, here.house.surroundings)
    except InputError as error:
        findings = error.findings
    except TravelDataError as error:
        trouble = str(error)
    return here.page(
        "gate.html.j2",
        day=day,
        checked=checked,
        findings=checked.findings if checked else findings,
        trouble=trouble,
        counted=_counted(checked.admission.ineligible) if checked else (),
    )


def _counted(ineligible: Sequence[Ineligible]) -> tuple[Refusals, ...]:
    count = Counter(refusal.rule for each in ineligible for refusal in each.refusals)
    return tuple(Refusals(*each) for each in count.most_common())
