"""Which branches are finished: their figures are kept, and their plans lie where they were put."""

import hashlib
from pathlib import Path

from visitplan.app.plan_files import PLAN_FILE
from visitplan.domain.branch_plan import PlannedBranch
from visitplan.executing.store import Store

FOLDER = ".finished"


class Finished(Store):
    """The figures of the branches of one output folder, by their keys."""

    def __init__(self, out: Path) -> None:
        super().__init__(out / FOLDER)
        self._out = out

    def get(self, key: str) -> str | None:
        """Return a branch's figures; None where its plan is not there, or not the one told of."""
        kept = super().get(key)
        if kept is None:
            return None
        try:
            branch = PlannedBranch.model_validate_json(kept)
            file = self._out / branch.branch / branch.date.isoformat() / PLAN_FILE
            written = hashlib.sha256(file.read_bytes()).hexdigest()
        except (OSError, ValueError):
            return None
        return kept if written == branch.plan else None
