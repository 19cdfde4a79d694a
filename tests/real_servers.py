"""A real OSRM and a real Valhalla on this machine, where their programs are to be had.

Both come as Python packages (``osrm-bindings``, ``pyvalhalla``) for Python 3.12 and later, and are
found in the running Python or, whatever that is, on ``PATH``.
"""

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def osrm_programs() -> Path | None:
    """Return the folder of OSRM's programs; None where there are none."""
    return _programs("osrm", "osrm-routed")


def valhalla_programs() -> Path | None:
    """Return the folder of Valhalla's programs; None where there are none."""
    return _programs("valhalla", "valhalla_service")


@contextmanager
def real_osrm(extract: Path, folder: Path, profile: str = "car") -> Iterator[str]:
    """Prepare an extract with OSRM's own profile, serve it, and yield the server's address."""
    programs = osrm_programs()
    assert programs is not None
    data = folder / f"{profile}.osm{''.join(extract.suffixes[1:])}"
    shutil.copy(extract, data)
    graph = folder / f"{profile}.osrm"
    lua = programs.parent / "share" / "profiles" / f"{profile}.lua"
    _run(programs / "osrm-extract", "-p", lua, "-t", 1, data)
    _run(programs / "osrm-partition", "-t", 1, graph)
    _run(programs / "osrm-customize", "-t", 1, graph)
    port = _free_port()
    serve = ("-a", "mld", "-i", "127.0.0.1", "-p", port, "-t", 1, graph)
    with _running((programs / "osrm-routed", *serve), port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def real_valhalla(extract: Path, folder: Path) -> Iterator[str]:
    """Build tiles of an ``.osm.pbf`` extract, serve them, and yield the server's address."""
    programs = valhalla_programs()
    assert programs is not None
    port = _free_port()
    config = folder / "valhalla.json"
    config.write_text(_valhalla_config(programs.parent / "valhalla_build_config.py", folder, port))
    _run(programs / "valhalla_build_tiles", "-c", config, extract)
    with _running((programs / "valhalla_service", config, 1), port):
        yield f"http://127.0.0.1:{port}"


def _programs(package: str, program: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    if spec and spec.origin and (held := Path(spec.origin).parent / "bin" / program).exists():
        return held.parent
    found = shutil.which(program)
    return Path(found).resolve().parent if found else None


def _valhalla_config(generator: Path, folder: Path, port: int) -> str:
    """Return the defaults of Valhalla's own generator, with a place for everything in a folder."""
    options = {
        "mjolnir-tile-dir": folder / "tiles",
        "mjolnir-concurrency": 1,
        "httpd-service-listen": f"tcp://127.0.0.1:{port}",
        "httpd-service-loopback": f"ipc://{folder}/loopback",
        "httpd-service-interrupt": f"ipc://{folder}/interrupt",
        "loki-service-proxy": f"ipc://{folder}/loki",
        "thor-service-proxy": f"ipc://{folder}/thor",
        "odin-service-proxy": f"ipc://{folder}/odin",
    }
    named = [str(part) for name, value in options.items() for part in (f"--{name}", value)]
    made = subprocess.run([sys.executable, str(generator), *named], check=True, capture_output=True)
    return made.stdout.decode()


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


@contextmanager
def _running(command: tuple[object, ...], port: int) -> Iterator[None]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([str(part) for part in command], **quiet)  # type: ignore[call-overload]
    try:
        _wait_for(port)
        yield
    finally:
        server.kill()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on port {port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
