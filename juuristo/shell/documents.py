"""PDF documents: a Typst template and data in, a tagged PDF/UA-1 out.

Data reaches the template as JSON (``json(bytes(sys.inputs.data))``), never as Typst source, so
nothing that people have written can be run. The template sets the document's title and language,
without which Typst refuses PDF/UA. About 0.1 s and 30 MB a document.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# TrueType cuts of our own face, laid there with the browser's assets: Typst reads no woff2.
FONTS = Path(__file__).parent / "static" / "juuristo" / "built" / "fonts"


def pdf(template: Path, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """Return ``template`` filled with ``data``; the same bytes for the same data and moment."""
    import typst  # a heavy engine that most requests never need

    made: bytes = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.astimezone(UTC).timestamp()),
    )
    return made
