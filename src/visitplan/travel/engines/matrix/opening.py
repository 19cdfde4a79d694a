"""Opening travel by a file of times."""

from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.errors import TravelDataError
from visitplan.travel.engines.matrix.travel import MatrixTravel


def open_matrix(settings: TravelSettings, *, folder: Path) -> MatrixTravel:
    """Return travel by the file that the settings name; relative paths are from ``folder``.

    Raises TravelDataError when none is named, or with all that is wrong with it.
    """
    if not settings.matrix:
        raise TravelDataError(
            'no file is named for engine = "matrix"; set matrix in [streets] to a .csv, .json or'
            " .npz file"
        )
    return MatrixTravel(folder / settings.matrix)
