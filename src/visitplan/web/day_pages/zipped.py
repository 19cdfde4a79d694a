"""Several files handed over as one."""

import io
import zipfile
from collections.abc import Mapping

from starlette.responses import Response


def zipped(files: Mapping[str, bytes], name: str) -> Response:
    """Return files as one zip to be saved under a name, which names nobody."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(files):
            archive.writestr(each, files[each])
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(held.getvalue(), media_type="application/zip", headers=headers)
