"""How a run that fails says so: as findings for people, as JSON for machines, never a traceback."""

import hashlib
import sys
import traceback
from pathlib import Path
from typing import Any

import typer

from visitplan.cli.findings import print_findings
from visitplan.cli.screen import error_screen, print_json, result_screen
from visitplan.errors import DisagreementError, InputError, VerificationError, VisitplanError

SYSTEM_REFUSED, DEFECT = 2, 70


class Reporter:
    """Says what went wrong and returns the exit code.

    With JSON, the answer on standard output is one object ``error`` with ``kind``, ``message``,
    ``exit_code`` and what the error carries.
    """

    def __init__(self, *, as_json: bool, debug: bool) -> None:
        self._as_json, self._debug = as_json, debug

    def report(self, error: Exception) -> int:
        """Report whatever ended the run."""
        match error:
            case VisitplanError():
                return self._expected(error)
            case typer.TyperException():
                return self._usage(error)
            case OSError():
                return self._refused_by_system(error)
        return self._defect(error)

    def stopped(self, exit_code: int) -> int:
        """Report that somebody stopped the run before there was anything to keep."""
        return self._say("Stopped", "stopped before the end; nothing was written", exit_code)

    def _expected(self, error: VisitplanError) -> int:
        kind = type(error).__name__
        if self._as_json:
            return self._say(kind, _summary(error), error.exit_code, _carried(error))
        if isinstance(error, InputError):
            print_findings(error.findings)
        if isinstance(error, VerificationError) and error.violations:
            _print_violations(error)
        return self._say(kind, _summary(error), error.exit_code)

    def _usage(self, error: typer.TyperException) -> int:
        hint = "visitplan --help, or visitplan COMMAND --help, says what can be asked"
        message = error.format_message() or "no command was given"
        return self._say("UsageError", f"{message}\n{hint}", error.exit_code)

    def _refused_by_system(self, error: OSError) -> int:
        self._trace()
        message = f"the system refused: {error.strerror or type(error).__name__}"
        return self._say("SystemRefused", message, SYSTEM_REFUSED)

    def _defect(self, defect: Exception) -> int:
        self._trace()
        number = error_id(defect)
        message = f"visitplan has a defect (error id {number}); --debug shows where"
        return self._say("Defect", message, DEFECT, {"error_id": number})

    def _say(self, kind: str, message: str, exit_code: int, carried: Any = None) -> int:
        if self._as_json:
            error = {"kind": kind, "message": message, "exit_code": exit_code} | (carried or {})
            print_json({"error": error})
        else:
            error_screen().print(f"visitplan: {message}", style="bold red", soft_wrap=True)
        return exit_code

    def _trace(self) -> None:
        if self._debug:
            traceback.print_exc(file=sys.stderr)


def error_id(defect: Exception) -> str:
    """Return eight digits made of the kind of the defect and where it happened, nothing else."""
    frames = traceback.extract_tb(defect.__traceback__)
    spots = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    return hashlib.sha256(" ".join([type(defect).__name__, *spots]).encode()).hexdigest()[:8]


def _summary(error: VisitplanError) -> str:
    if isinstance(error, InputError):
        wrong = sum(finding.severity == "error" for finding in error.findings)
        return f"{wrong} {'thing is' if wrong == 1 else 'things are'} to be corrected"
    if isinstance(error, VerificationError) and not isinstance(error, DisagreementError):
        broken = len(error.violations)
        return f"{broken} {'promise is' if broken == 1 else 'promises are'} broken by the plan"
    return str(error)


def _carried(error: VisitplanError) -> dict[str, Any]:
    return {
        name: [each.model_dump(mode="json") for each in getattr(error, name, ())]
        for name in ("findings", "violations")
    }


def _print_violations(error: VerificationError) -> None:
    from visitplan.cli.violations import violations_table  # noqa: PLC0415 - rich is slow

    result_screen().print(violations_table(error.violations))
