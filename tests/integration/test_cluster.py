"""Branches searched by a Dask cluster: the same plans, over mutual TLS, whoever dies."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from builders import TODAY
from dask_cluster import Running, make_certificates, running_cluster, working_process
from unit.executing import at_work
from visitplan.app.branches.on_cluster import on_cluster
from visitplan.app.branches.plan_all import BranchTerms, plan_all
from visitplan.app.branches.workers import Workers, on_processes
from visitplan.app.surroundings import Surroundings
from visitplan.errors import NoPlanError
from visitplan.executing.cluster import ClusterLostError, cluster
from visitplan.intake.template import write_template

PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificates(tmp_path_factory.mktemp("own") / "certificates")


@pytest.fixture(scope="module")
def running(certificates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_cluster(tmp_path_factory.mktemp("tls"), certificates=certificates) as found:
        yield found


def a_branch(folder: Path) -> None:
    write_template(folder, today=TODAY)
    settings = folder / "day.toml"
    settings.write_text(settings.read_text().replace("[streets]", '[streets]\nengine = "beeline"'))


def test_branches_searched_elsewhere_are_those_searched_here(
    running: Running, certificates: Path, tmp_path: Path
) -> None:
    for number in (1, 2):
        a_branch(tmp_path / "root" / f"branch-{number}")

    def plans(workers: Workers, out: str) -> list[bytes]:
        terms = BranchTerms({"limits.work": 1})
        near = Surroundings(tmp_path / "cache")
        report = plan_all(tmp_path / "root", near, workers, out=tmp_path / out, terms=terms)
        assert report.exit_code == 0
        return [file.read_bytes() for file in sorted((tmp_path / out).glob("*/*/plan.json"))]

    with on_cluster(running.address, certificates) as workers:
        elsewhere = plans(workers, "elsewhere")

    assert len(elsewhere) == 2
    assert elsewhere == plans(on_processes(1), "here")


def test_a_stranger_is_refused(running: Running, tmp_path: Path) -> None:
    strange = make_certificates(tmp_path / "certificates")

    with (
        pytest.raises(NoPlanError, match="certificates are not"),
        cluster(running.address, strange),
    ):
        pass


def test_what_kills_its_workers_is_given_up_and_the_rest_is_done(
    running: Running, certificates: Path
) -> None:
    with cluster(running.address, certificates) as found, ThreadPoolExecutor(4) as threads:
        bad = threads.submit(found.do, at_work.deadly_when_negative, "-1")
        good = [threads.submit(found.do, at_work.doubled, str(number)) for number in range(3)]

        with pytest.raises(NoPlanError, match="died again and again"):
            bad.result(PATIENCE_SECONDS)
        assert [each.result(PATIENCE_SECONDS) for each in good] == ["0", "2", "4"]


def test_a_worker_killed_from_outside_costs_nothing_but_time(
    running: Running, certificates: Path, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    (nanny,) = running.workers
    with cluster(running.address, certificates) as found, ThreadPoolExecutor(1) as threads:
        answer = threads.submit(found.do, at_work.waits_the_first_time, str(seen))
        until = time.monotonic() + PATIENCE_SECONDS
        while not seen.exists() and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(working_process(nanny), signal.SIGKILL)

        assert answer.result(PATIENCE_SECONDS) == "done"


def test_a_scheduler_that_goes_away_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_cluster(tmp_path) as plain, ThreadPoolExecutor(1) as threads:
        with cluster(plain.address, None):
            pass  # until it has a worker
        monkeypatch.setattr("visitplan.executing.cluster.PATIENCE_SECONDS", 2)
        with cluster(plain.address, None) as found:
            seen = tmp_path / "seen"
            answer = threads.submit(found.do, at_work.waits_the_first_time, str(seen))
            plain.scheduler.kill()

            with pytest.raises(ClusterLostError, match="went away"):
                answer.result(PATIENCE_SECONDS)
