"""Whether a text of scenarios can be compared for a day of the database, before anybody waits."""

from visitplan.app import output
from visitplan.app.kept.day_at_hand import folder_of
from visitplan.app.kept.kept_days import files_of
from visitplan.app.opening import read_day
from visitplan.app.queue.comparison_request import MOST_SCENARIOS
from visitplan.domain.scenario import ScenarioBook
from visitplan.intake.scenarios.book import read_scenarios
from visitplan.storage.tables import DayInputs

SCENARIOS = "scenarios.toml"


def read_scenario_text(inputs: DayInputs, text: str) -> ScenarioBook:
    """Read scenarios for a day; InputError with all findings, those of the day among them."""
    with folder_of(files_of(inputs)) as folder:
        day = read_day(folder).day
        file = folder / SCENARIOS
        output.write_file(file, text.encode())
        return read_scenarios(file, day, most=MOST_SCENARIOS, confirm=lambda _: False)
