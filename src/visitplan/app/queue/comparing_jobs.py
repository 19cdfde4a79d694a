"""Comparisons on request: like plans, in processes of their own and by leases.

A worker writes the report, the end of its job and the audit trail in one transaction, or nothing.
One that dies is silent: its lease runs out, and another one begins anew.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from visitplan.app import output
from visitplan.app.kept.kept_days import files_of
from visitplan.app.queue.apart import apart
from visitplan.app.queue.child import Failed, Word, failed_by
from visitplan.app.queue.comparing_child import Errand
from visitplan.app.queue.comparison_request import ComparisonProgress, ComparisonRequest
from visitplan.app.queue.leased import fail, stop, tell
from visitplan.app.queue.workbench import NEWS_SECONDS, Workbench
from visitplan.errors import InputError, OutputError
from visitplan.storage import comparisons, jobs, tables, trail
from visitplan.storage.jobs import Job, Lease
from visitplan.storage.trail import Act

CHILD = "visitplan.app.queue.comparing_child"
DIED = Failed(kind="NoPlanError", exit_code=4, message="the comparing process died")
SCENARIOS = "scenarios.toml"


def compare_once(bench: Workbench, stopping: Event) -> bool:
    """Do the comparison that waits longest; False where none waits.

    Raises ConflictError where another worker took it up meanwhile.
    """
    with bench.database.write() as connection:
        taken = jobs.take(
            connection, bench.name, at=bench.clock(), lease=bench.lease, kind="comparison"
        )
    if taken is None:
        return False
    job, lease = taken
    with TemporaryDirectory(prefix="visitplan-") as scratch:
        try:
            errand = _errand(bench, job, Path(scratch))
        except (InputError, OutputError) as error:
            last: Word | None = Word(failed=failed_by(error))
        else:
            last = _watch(bench, lease, errand, stopping)
        if last and last.published:
            _keep(bench, job, lease, Path(last.published))
        elif last:
            fail(bench, lease, last.failed or DIED)
    return True


def _errand(bench: Workbench, job: Job, scratch: Path) -> Errand:
    request = ComparisonRequest.model_validate(job.request)
    with bench.database.read() as connection:
        files = files_of(tables.load(connection, job.day_id))
    output.write_files(scratch / "day", files)
    output.write_file(scratch / SCENARIOS, request.scenarios.encode())
    return Errand(
        folder=str(scratch / "day"),
        scenarios=str(scratch / SCENARIOS),
        out=str(scratch / "out"),
        cache=str(bench.cache),
        seconds=request.seconds,
        seeds=request.seeds,
    )


def _watch(bench: Workbench, lease: Lease, errand: Errand, stopping: Event) -> Word | None:
    """Return the last word of the comparing; None where it is cancelled or we are to stop."""
    last, progress, began, told = Word(), ComparisonProgress(), time.monotonic(), 0.0
    with apart(CHILD, errand) as own:
        for word in own.words(every=NEWS_SECONDS):
            if stopping.is_set():
                return None
            last = word or last
            progress = _further(progress, word) if word else progress
            seconds = time.monotonic() - began
            if seconds - told < NEWS_SECONDS:
                continue
            told = seconds
            if not tell(bench, lease, progress.model_copy(update={"seconds": int(seconds)})):
                break
        else:
            return last
    stop(bench, lease)
    return None


def _further(progress: ComparisonProgress, word: Word) -> ComparisonProgress:
    if word.searched:
        return progress.model_copy(update=word.searched.model_dump())
    return progress.model_copy(update={"news": word.news}) if word.news else progress


def _keep(bench: Workbench, job: Job, lease: Lease, folder: Path) -> None:
    """Keep the report and end the job; both, or neither."""
    now, files = bench.clock(), {file.name: file.read_bytes() for file in folder.iterdir()}
    with bench.database.write() as connection:
        jobs.finish(connection, lease, None, at=now)
        comparisons.keep(connection, job.id, files)
        act = Act(now, job.asked_by, "compare", "day", job.day_id, after={"job_id": job.id})
        trail.append(connection, act)
