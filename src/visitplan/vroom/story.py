"""VROOM's problem in, its answer out: read, located, priced, searched or checked, written."""

from typing import NamedTuple

from visitplan.domain.finding import Finding
from visitplan.routing.search.limits import Effort
from visitplan.vroom.answer import Written, answer_of
from visitplan.vroom.check import given_routes
from visitplan.vroom.complaints import Complaints
from visitplan.vroom.consistency import check_consistency
from visitplan.vroom.prices import Network, network_of
from visitplan.vroom.reading import read_problem
from visitplan.vroom.search import Voices, search_routes
from visitplan.vroom.tables import Measure, locate


class Source(NamedTuple):
    """The problem's text, the name it is complained of under, and who measures the beeline."""

    text: bytes
    name: str
    measure: Measure


class Opened(NamedTuple):
    """A problem that is sound, with what was noticed so far."""

    network: Network
    complaints: Complaints

    @property
    def jobs(self) -> int:
        """How many jobs there are."""
        return len(self.network.problem.jobs)


class Answered(NamedTuple):
    """The answer in VROOM's form, what was noticed, and whether somebody stopped the search."""

    answer: Written
    findings: tuple[Finding, ...]
    stopped_early: bool = False

    def timed(self, *, loading: float, solving: float) -> "Answered":
        """Return the answer with the seconds that it took, as VROOM tells them."""
        spent = {"loading": round(1000 * loading), "solving": round(1000 * solving), "routing": 0}
        summary = self.answer["summary"] | {"computing_times": spent}
        return self._replace(answer=self.answer | {"summary": summary})


def opened(source: Source) -> Opened:
    """Return the problem with its places and prices.

    Raises InputError with the JSON path of everything that is wrong.
    """
    complaints = Complaints(source.name)
    problem = read_problem(source.text, complaints)
    check_consistency(problem, complaints)
    complaints.raise_errors()
    places = locate(problem, source.measure, complaints)
    return Opened(network_of(problem, places, complaints), complaints)


def solved(problem: Opened, effort: Effort, voices: Voices | None = None) -> Answered:
    """Search for routes; the compiled search should be ready, or loading it costs seconds.

    Raises InputError with the JSON path of what is not supported, DisagreementError when what
    was found breaks a rule.
    """
    searched = search_routes(problem.network, effort, voices or Voices(), problem.complaints)
    answer = answer_of(problem.network, searched.routes)
    return Answered(answer, problem.complaints.findings, searched.stopped_early)


def checked(problem: Opened) -> Answered:
    """Time the routes that the vehicles' ``steps`` give, and say what they break.

    Raises InputError with the JSON path of a step that no way leads to.
    """
    routes = given_routes(problem.network, problem.complaints)
    return Answered(answer_of(problem.network, routes), problem.complaints.findings)
