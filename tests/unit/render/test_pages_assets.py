"""What is packaged is what was published."""

import json
from hashlib import sha512
from importlib.resources import files

ASSETS = files("visitplan.render") / "assets"


def test_vendored_files_are_those_that_were_published() -> None:
    for package in json.loads((ASSETS / "vendor/vendor.json").read_text(encoding="utf-8")):
        for name, facts in package["files"].items():
            content = (ASSETS / "vendor" / name).read_bytes()
            assert sha512(content).hexdigest() == facts["sha512"]


def test_every_vendored_file_is_listed_and_the_licence_lies_beside() -> None:
    listed = json.loads((ASSETS / "vendor/vendor.json").read_text(encoding="utf-8"))
    names = {name for package in listed for name in package["files"]}
    assert {file.name for file in (ASSETS / "vendor").iterdir()} == names | {"vendor.json"}
    assert "leaflet.LICENSE" in names
