"""How code is compiled here: ``njit``, with a cache of its own for each version of the source."""

import functools
import hashlib
import tempfile
from pathlib import Path

import numba
import platformdirs

njit = functools.partial(numba.njit, _nrt=False)
"""Numba without its reference counts, which took four fifths of the search's time.

So compiled code here makes no arrays: it works on those that it is handed, and copies them item
by item, as a copied slice may need room of its own.
"""

_HERE = Path(__file__).parent


def _fresh_cache() -> Path:
    """Return a cache folder for exactly this source.

    Numba looks only at the file of the function that it loads, not at those it calls: after an
    update it would run old code inside of new.
    """
    source = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(_HERE.glob("*.py"))))
    folder = Path(platformdirs.user_cache_dir("visitplan")) / "compiled" / source.hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # nowhere of the user's own to keep it: compiled anew for this process
        return Path(tempfile.mkdtemp(prefix="visitplan-"))
    return folder


numba.config.CACHE_DIR = str(_fresh_cache())  # type: ignore[attr-defined]
