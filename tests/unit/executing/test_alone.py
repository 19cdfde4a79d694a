"""Two runs on one folder are refused; one that died holds up nobody."""

from pathlib import Path

import pytest

from visitplan.errors import OutputError
from visitplan.executing.alone import alone_in


def test_a_second_run_is_refused_while_the_first_one_lasts(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path / "out"),
        pytest.raises(OutputError, match="another run writes here"),
        alone_in(tmp_path / "out"),
    ):
        pass

    with alone_in(tmp_path / "out"):
        pass


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OutputError, match="file"), alone_in(tmp_path / "file" / "out"):
        pass
