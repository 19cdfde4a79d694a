"""What several commands ask for, worded once."""

from pathlib import Path
from typing import Annotated

import typer

DayFolder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The day folder: day.toml, cases, agents, …")
]
PlanFile = Annotated[
    Path, typer.Argument(metavar="plan.json", help="A plan that visitplan plan has written.")
]
EventsFile = Annotated[
    Path | None,
    typer.Option(
        "--events",
        metavar="FILE",
        help="What had happened before a plan was re-planned; otherwise the folder's table events.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


def beside(folder: Path, file: Path) -> Path:
    """Return the file as named from here, or else as named from the day folder."""
    return file if file.exists() or not (folder / file).exists() else folder / file
