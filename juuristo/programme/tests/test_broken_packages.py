"""A broken package is refused as any other unfit file."""

import io
import zipfile

import pytest

from juuristo.programme.documents import UnfitFileError, check


def test_given_a_package_whose_packing_is_broken_when_attached_then_it_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 50)
    data = bytearray(file.getvalue())
    start = 30 + len("mimetype")
    data[start : start + 8] = b"\xff" * 8
    with pytest.raises(UnfitFileError):
        check("muistio.odt", len(data), io.BytesIO(bytes(data)))
