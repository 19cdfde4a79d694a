"""What the policy asks at the door and of the office, as a table."""

from rich.console import Console
from rich.text import Text

from visitplan.cli.tables import a_table
from visitplan.domain.policy import Policy
from visitplan.eligibility.duties import duties_of


def print_duties(screen: Console, policy: Policy) -> None:
    """Print a row per duty with its source; nothing where the policy asks for none."""
    duties = duties_of(policy)
    table = a_table("for", "what the rules ask", "source", title="At the door, and afterwards")
    for duty in duties:
        whom = "office" if duty.kind == "retention" else "agent"
        stands_on = f"{duty.pack} {duty.version}: {duty.source}"
        table.add_row(whom, Text(duty.sentence), Text(stands_on, style="dim"))
    if duties:
        screen.print(table)
