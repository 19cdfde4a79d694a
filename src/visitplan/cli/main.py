"""The command ``visitplan``: what there is to ask for, and how every run ends."""

import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from visitplan.cli.audit import audit
from visitplan.cli.backup import backup
from visitplan.cli.burden import burden
from visitplan.cli.check import check
from visitplan.cli.compare import compare
from visitplan.cli.cost import cost
from visitplan.cli.doctor import doctor
from visitplan.cli.explain import explain
from visitplan.cli.failure import Reporter
from visitplan.cli.geocode import geocode
from visitplan.cli.init import init
from visitplan.cli.keeping import export, import_
from visitplan.cli.learn import learn
from visitplan.cli.person import person
from visitplan.cli.plan import plan
from visitplan.cli.plan_all import plan_all
from visitplan.cli.policy import policy
from visitplan.cli.purge import purge
from visitplan.cli.record import record
from visitplan.cli.repeat import repeat
from visitplan.cli.replan import replan
from visitplan.cli.restore import restore
from visitplan.cli.schema import schema
from visitplan.cli.screen import ClosedOutputError
from visitplan.cli.serve import serve
from visitplan.cli.simulate import simulate
from visitplan.cli.staff import staff
from visitplan.cli.stopping import StoppedError, Stops, listening, stoppable
from visitplan.cli.streets import streets
from visitplan.cli.verify import verify
from visitplan.cli.vroom import vroom

BROKEN_PIPE = 141

cli = typer.Typer(
    name="visitplan",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    epilog="Exit codes: 0 done, 2 input, 3 travel data, 4 no plan, 5 verification failed, "
    "6 storage, 70 a defect of visitplan, 130 and 143 stopped by Ctrl-C and SIGTERM.",
)
COMMANDS: tuple[Callable[..., None], ...] = (
    *(plan, plan_all, replan, check, verify, cost, compare, explain, burden),
    *(simulate, staff),
    *(init, schema, geocode, vroom, record, learn),
    *(serve, export, backup, restore, purge, doctor),
)
for _command in COMMANDS:
    cli.command()(stoppable(_command))
cli.command(name="import")(stoppable(import_))
cli.add_typer(audit, name="audit")
cli.add_typer(person, name="person")
cli.add_typer(policy, name="policy")
cli.add_typer(streets, name="streets")
cli.command(hidden=True)(stoppable(repeat))  # only an error's message leads there


def _print_version(wanted: bool) -> None:
    if wanted:
        import importlib.metadata  # noqa: PLC0415 - slower than the rest of --help

        typer.echo(importlib.metadata.version("visitplan"))
        raise typer.Exit


@cli.callback()
def _visitplan(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a defect of visitplan happened.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Plan lawful, humane field visits: the day's cheapest routes, verified, on maps.

    Begin with [bold]visitplan init my-day[/bold], then [bold]visitplan plan my-day[/bold].
    """


def collect_seldom() -> None:
    """Let the garbage collector look for cycles a hundred times less often.

    A great day is a million values without one; to look through them again and again takes as
    long as all else.
    """
    gc.set_threshold(50_000, 20, 100)


def main() -> int:
    """Run the command line and return its exit code; no expected failure leaves a traceback."""
    collect_seldom()
    arguments = sys.argv[1:]
    _accept_any_text()
    with listening() as stops:
        try:
            return _run(arguments, stops)
        except (ClosedOutputError, OSError):  # nobody listens, not even to errors
            _forget_output()
            return BROKEN_PIPE


def _run(arguments: Sequence[str], stops: Stops) -> int:
    reporter = Reporter(as_json="--json" in arguments, debug=_wants_debug(arguments))
    try:
        code: int | None = cli(
            args=arguments, prog_name="visitplan", standalone_mode=False, obj=stops
        )
    except StoppedError:
        return reporter.stopped(stops.exit_code)
    except ClosedOutputError:
        raise
    except Exception as error:  # noqa: BLE001 - no traceback for anybody
        if isinstance(error, OSError):
            _forget_output()
        return reporter.report(error)
    return code or 0


def _wants_debug(arguments: Sequence[str]) -> bool:
    return "--debug" in arguments or bool(os.environ.get("VISITPLAN_DEBUG"))


def _accept_any_text() -> None:
    """Let a terminal that cannot show a sign show another one, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _forget_output() -> None:
    """Keep the interpreter from writing to a closed or full output once more at its exit."""
    with contextlib.suppress(io.UnsupportedOperation):  # an output without a file needs nothing
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
