"""Plans as files."""

from pathlib import Path

from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.errors import InputError
from visitplan.render.exports.plan_file import read_plan

PLAN_FILE = "plan.json"


def load_plan(plan_file: Path) -> Plan:
    """Read a plan file; InputError with the path inside the file where it is not a plan."""
    try:
        text = plan_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([_unreadable(plan_file, error)]) from error
    return read_plan(text, plan_file.name)


def _unreadable(file: Path, error: Exception) -> Finding:
    reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
    return Finding(
        severity="error",
        code="VP-PL-001",
        file=file.name,
        problem=f"cannot be read: {reason}",
        remedy="name a plan.json that visitplan plan has written",
    )
