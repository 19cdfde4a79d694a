"""Comparing in a process of its own, for a server that must outlive whatever happens to it."""

from pathlib import Path

from visitplan.app import output
from visitplan.app.compare import ComparisonTerms, report_on
from visitplan.app.queue.child import Searched as SearchedWord
from visitplan.app.queue.child import Word, do_errand, say
from visitplan.app.queue.comparison_request import MOST_SCENARIOS, PART
from visitplan.app.surroundings import Surroundings
from visitplan.domain.value import Value
from visitplan.scenarios.counting import Searched


class Errand(Value):
    """What to compare: a day folder by a file of scenarios, with the report into ``out``."""

    folder: str
    scenarios: str
    out: str
    cache: str
    seconds: float
    seeds: int


def _done(errand: Errand) -> Word:
    near = Surroundings(Path(errand.cache), lambda news: say(Word(news=news)))
    terms = ComparisonTerms(errand.seeds, errand.seconds, most=MOST_SCENARIOS)
    report = report_on(Path(errand.folder), Path(errand.scenarios), near, terms, _tell)
    files = report.written.files | {PART: report.written.part.encode()}
    output.write_files(Path(errand.out), files)
    return Word(published=errand.out)


def _tell(searched: Searched) -> None:
    say(Word(searched=SearchedWord(**searched._asdict())))


if __name__ == "__main__":
    do_errand(Errand, _done)
