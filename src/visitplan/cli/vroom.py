"""``visitplan vroom``: VROOM's problems in, its answers out."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.app.output import require_writable, write_file
from visitplan.cli.asked import AsJson
from visitplan.cli.plan import A_DAY
from visitplan.cli.screen import print_json
from visitplan.cli.stopping import Stops
from visitplan.errors import InputError, VisitplanError

if TYPE_CHECKING:
    from visitplan.vroom.story import Answered

MOST_READ = 512 * 1024 * 1024 + 1
"""Bytes: one more than is accepted, so that a device without an end is refused."""

CODES = {2: 2, 3: 3}
"""VROOM's codes by our exit codes: input, routing; anything else is internal."""


def vroom(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    problem: Annotated[
        Path, typer.Argument(metavar="FILE", help="A problem in VROOM's JSON; - is standard input.")
    ],
    check: Annotated[
        bool, typer.Option("-c", "--check", help="Time and check the given steps, search nothing.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the answer here.")
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(min=0, max=A_DAY, help="How long the search may take; by default 1 to 30 s."),
    ] = None,
    work: Annotated[
        int | None,
        typer.Option(min=0, help="How much the search may do: equal work gives equal answers."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where chance begins.")] = 1,
    as_json: AsJson = False,  # noqa: ARG001 - the answer is JSON either way
) -> None:
    """Answer a routing problem in the JSON format of VROOM, in its output format.

    Ctrl-C ends the search and keeps the best routes found until then (exit code 130).

    Example: [bold]visitplan vroom problem.json --seconds 5[/bold]
    """
    from visitplan.app.vroom import VroomLimits, check_vroom, solve_vroom  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import cache_folder  # noqa: PLC0415
    from visitplan.cli.watching import watching  # noqa: PLC0415

    try:
        if output:
            require_writable(output.parent)
        text, name = _read(problem)
        if check:
            answered = check_vroom(text, name=name)
        else:
            limits = VroomLimits(seconds, work, seed)
            with watching(quiet=False) as (_, news):
                answered = solve_vroom(text, limits, name=name, notify=news, cache=cache_folder())
    except VisitplanError as error:
        _refuse(error, output)
        raise typer.Exit(error.exit_code) from error
    _print(answered, output)
    if answered.stopped_early:
        stops: Stops = context.obj
        raise typer.Exit(stops.exit_code)


def _read(problem: Path) -> tuple[bytes, str]:
    if str(problem) == "-":
        return sys.stdin.buffer.read(MOST_READ), "standard input"
    try:
        with problem.open("rb") as file:
            return file.read(MOST_READ), problem.name
    except OSError as error:
        reason = error.strerror or "no such file"
        raise typer.BadParameter(f"{problem.name} cannot be read: {reason}") from error


def _refuse(error: VisitplanError, output: Path | None) -> None:
    """Say why on standard error, and as VROOM does where its answer would have been.

    A file that was to be written is left as it was.
    """
    from visitplan.cli.findings import print_findings  # noqa: PLC0415
    from visitplan.cli.screen import error_screen  # noqa: PLC0415

    if isinstance(error, InputError):
        print_findings(error.findings)
    else:
        error_screen().print(f"visitplan: {error}", style="bold red", soft_wrap=True)
    if output is None:
        print_json({"code": CODES.get(error.exit_code, 1), "error": _brief(error)})


def _brief(error: VisitplanError) -> str:
    """Return the first thing that is wrong: VROOM's messages are one line."""
    if not isinstance(error, InputError):
        return str(error)
    wrong = [finding for finding in error.findings if finding.severity == "error"]
    first, more = wrong[0], len(wrong) - 1
    spot = f"{first.column} " if first.column else ""
    return f"{spot}{first.problem}" + (f" (and {more} more)" if more else "")


def _print(answered: "Answered", output: Path | None) -> None:
    from visitplan.cli.findings import print_findings  # noqa: PLC0415

    print_findings(answered.findings)
    if output is None:
        print_json(answered.answer)
    else:
        write_file(output, (json.dumps(answered.answer, indent=2) + "\n").encode())
