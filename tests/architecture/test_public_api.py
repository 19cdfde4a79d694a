"""The public API is what ``__all__`` says, documented, typed, and free of charge to import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import visitplan

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "visitplan"
HEAVY = {
    "babel", "folium", "numba", "numpy", "openpyxl", "ortools", "osmium", "osmnx", "pandas",
    "pydantic", "scipy", "shapely",
}  # fmt: skip


@pytest.mark.parametrize("name", visitplan.__all__)
def test_every_export_is_there_and_documented(name: str) -> None:
    assert getattr(visitplan, name) is not None
    assert f"`{name}" in README
    assert name in dir(visitplan)


def test_what_type_checkers_see_is_what_there_is() -> None:
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in checked.body if isinstance(node, ast.ImportFrom)]
    seen = {(node.module, alias.name) for node in imports for alias in node.names}
    assert seen == {(home, name) for name, home in visitplan._HOME_OF.items()}
    assert sorted(visitplan._HOME_OF) == sorted(visitplan.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = visitplan.nothing


@pytest.mark.parametrize("module", ["visitplan", "visitplan.cli.main"])
def test_nothing_heavy_is_imported_before_it_is_needed(module: str) -> None:
    script = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert set(run.stdout.decode().split()) & HEAVY == set()


def test_only_the_root_of_the_packages_says_anything() -> None:
    for file in SOURCE.rglob("__init__.py"):
        body = ast.parse(file.read_text(encoding="utf-8")).body
        assert file.parent == SOURCE or all(isinstance(node, ast.Expr) for node in body), file
