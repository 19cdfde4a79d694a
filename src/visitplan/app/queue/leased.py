"""What a worker says of the job that it has taken, while its lease runs."""

from pydantic import BaseModel

from visitplan.app.queue.child import Failed
from visitplan.app.queue.workbench import Workbench
from visitplan.storage import jobs
from visitplan.storage.jobs import Lease


def tell(bench: Workbench, lease: Lease, progress: BaseModel) -> bool:
    """Renew the lease and tell how far the job is; False where it was cancelled."""
    told = progress.model_dump(mode="json")
    with bench.database.write() as connection:
        until = bench.clock() + bench.lease
        return jobs.renew(connection, lease, until=until, progress=told)


def stop(bench: Workbench, lease: Lease) -> None:
    """End a job that was cancelled."""
    with bench.database.write() as connection:
        jobs.stop(connection, lease, at=bench.clock())


def fail(bench: Workbench, lease: Lease, failed: Failed) -> None:
    """End a job of which nothing comes, with the reason."""
    with bench.database.write() as connection:
        jobs.fail(connection, lease, failed.model_dump(mode="json"), at=bench.clock())
