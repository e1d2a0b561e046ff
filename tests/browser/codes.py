"""A QR code on the screen, read from its pixels as a phone would."""

import base64
import subprocess
from functools import cache

from playwright.sync_api import Locator

from tests.sources import ROOT


@cache
def _reader() -> str:
    """Return the decoder of the library that draws the codes, as a script that sets ``reader``."""
    ran = subprocess.run(
        ["node_modules/.bin/esbuild", "--bundle", "--format=iife", "--global-name=reader"],
        cwd=ROOT / "frontend",
        input='export { decodeQR } from "qr/decode.js";',
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout + ";globalThis.reader = reader;"


def read_code(code: Locator) -> str:
    """Return what the code says. The picture is read on an empty page of its own."""
    picture = base64.b64encode(code.screenshot()).decode()
    page = code.page.context.new_page()
    try:
        page.evaluate(_reader())
        text: str = page.evaluate(
            """async picture => {
                const image = new Image();
                image.src = "data:image/png;base64," + picture;
                await image.decode();
                const canvas = new OffscreenCanvas(image.width, image.height);
                const drawing = canvas.getContext("2d");
                drawing.drawImage(image, 0, 0);
                return reader.decodeQR(drawing.getImageData(0, 0, image.width, image.height));
            }""",
            picture,
        )
    finally:
        page.close()
    return text
