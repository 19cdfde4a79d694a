"""Planted names and secrets, through a whole story: in no log, URL, file name or trail."""

import io
import logging
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import planned_day
import pytest
from agent_day import enter
from planned_day import DAY, a_planned_day
from web_house import OURS, Asker, Clock, Served
from web_program import a_case, a_key

from visitplan.storage import trail
from visitplan.storage.database import Database

NAME = "ZZ-CANARY-张三"
PLANTED = re.compile("CANARY|张三|%E5%BC%A0", re.IGNORECASE)
LINKED = re.compile(r"""(?:href|src|action|formaction)=["']([^"'#]*)""")


class Story:
    """Whoever takes part, and every answer that they got."""

    def __init__(self) -> None:
        self.answers: list[httpx.Response] = []

    def client(self, base_url: str, **options: Any) -> httpx.Client:
        hooks: Any = {"response": [self._keep]}
        return httpx.Client(base_url=base_url, event_hooks=hooks, **options)

    def _keep(self, answer: httpx.Response) -> None:
        answer.read()
        self.answers.append(answer)

    @property
    def links(self) -> Iterator[str]:
        """Every address that an answer leads to, and every name under which a file is kept."""
        for answer in self.answers:
            yield answer.headers.get("location", "")
            yield answer.headers.get("content-disposition", "")
            if answer.headers.get("content-type", "").startswith("text/html"):
                yield from LINKED.findall(answer.text)


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def draft(database: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plan of a day in which an agent's name and an address are planted."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(planned_day, "EVIL", NAME)
    return a_planned_day(database, tmp_path / "town", clock())


def looked_at(client: httpx.Client, plan_id: str) -> None:
    """Open every page that shows something of the day."""
    for path in (
        "/days", f"/days/{DAY}", f"/days/{DAY}/tables/cases", f"/days/{DAY}/tables/agents",
        f"/days/{DAY}/gate", f"/days/{DAY}/settings/day.toml", f"/plans/{plan_id}",
        f"/plans/{plan_id}/board", f"/plans/{plan_id}/board/data", f"/plans/{plan_id}/files",
    ):  # fmt: skip
        assert client.get(path).status_code == 200, path


def refused(client: httpx.Client) -> None:
    """Ask for what is refused, with what must not be repeated."""
    for path in (f"/{NAME}", f"/days/{NAME}", f"/plans/{NAME}", f"/api/v1/days/{NAME}"):
        assert client.get(path, params={"q": NAME}).status_code in (401, 403, 404)
    client.post("/days", data={"branch": NAME})
    client.post(f"/days/{DAY}/tables/cases/row", data={"was": NAME, "cell": [NAME]})
    client.post("/sign-in", data={"login": NAME, "password": NAME})


def test_a_whole_story_tells_nobody_who_was_visited(  # noqa: PLR0917
    draft: str,
    story: Story,
    asker: Callable[..., Asker],
    served: Served,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    anna = asker("dispatcher", event_hooks={"response": [story._keep]})
    looked_at(anna.client, draft)
    published = anna.post(f"/plans/{draft}/publication", {"reason": "it is right"})
    tokens = re.findall(r"/a#t=([\w-]+)", published.text)
    assert tokens
    with story.client(served.url, headers=OURS) as phone:
        assert enter(phone, tokens[0]).status_code < 400
        assert phone.get("/a/route").status_code == 200
        phone.post("/a/reports", json={"id": NAME, "case": NAME})
    key = a_key(served.house)
    with story.client(f"{served.url}/api/v1", headers={"authorization": f"Bearer {key}"}) as core:
        planted = a_case("X1", customer=NAME, door_note=NAME, address=NAME)
        assert core.post(f"/days/{DAY}/cases", json={"cases": [planted]}).status_code == 200
        for wrong in (planted | {"lat": NAME}, {NAME: NAME}, planted | {"windows": NAME}):
            assert core.post(f"/days/{DAY}/cases", json={"cases": [wrong]}).status_code == 422
        core.post("/webhooks", json={"url": f"https://{NAME}/", "events": [NAME]})
        core.get(f"/days/{DAY}/plan")
        core.get("/outcomes", params={"cursor": "1"})
    refused(anna.client)
    exported = anna.get(f"/days/{DAY}/folder.zip")

    assert NAME.encode() in _unpacked(exported.content)["agents.csv"]
    assert not [link for link in story.links if PLANTED.search(link)]
    said = "".join(capfd.readouterr()) + "".join(map(_line, caplog.records))
    secrets = [*tokens, key, anna.csrf]
    assert not PLANTED.search(said)
    assert not [secret for secret in secrets if secret in said or secret in "".join(story.links)]
    assert not [path for path in tmp_path.rglob("*") if PLANTED.search(str(path.name))]
    assert not [name for name in _unpacked(exported.content) if PLANTED.search(name)]
    assert not PLANTED.search(_told_by_trail(served))
    errors = [answer.text for answer in story.answers if answer.status_code >= 400]
    assert not [text for text in errors if PLANTED.search(text) and "<form" not in text]
    assert not any("Traceback" in answer.text for answer in story.answers)


def _line(record: logging.LogRecord) -> str:
    """Return what we log; the client of this test logs what it asks for."""
    is_ours = not record.name.startswith(("httpx", "httpcore"))
    return f"{record.getMessage()} {record.exc_text or ''}\n" if is_ours else ""


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _told_by_trail(served: Served) -> str:
    with served.house.database.read() as connection:
        return "".join(str(entry.act) for entry in trail.entries(connection))
