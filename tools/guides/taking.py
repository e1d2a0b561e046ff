"""Serving the example on its day, and taking its pictures with a real Chromium."""

import base64
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from juuristo.cli.management.commands.serve import answers

from .day import NOW
from .ground import Ground
from .pictures import Picture

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "kuvat"
HOST = "juuristo.example.org"  # what stands in the links that the pictures show
SECONDS, MILLISECONDS = 60, 15_000  # patience: for the server to start, for a page
SETTLED = 400  # milliseconds that a page gets to draw itself
QUALITY = 0.8
# A browser makes good WebP itself, so no library for pictures is needed.
AS_WEBP = """async ([png, quality]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const picture = await canvas.convertToBlob({type: "image/webp", quality});
  const reader = new FileReader();
  await new Promise(done => { reader.onload = done; reader.readAsDataURL(picture); });
  return reader.result.split(",")[1];
}"""


@contextmanager
def server(log: Path) -> Iterator[int]:
    """The product on a free port of this machine, until the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    program = (sys.executable, "-m", "granian", "--interface", "asginl", "--workers", "1")
    where = ("--host", "127.0.0.1", "--port", str(port), "--no-access-log")
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*program, *where, "tools.guides.serving:application"],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,  # so that its workers end with it
        )
    try:
        _wait_for(process, port, log)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _wait_for(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    ends = time.monotonic() + SECONDS
    while not answers("127.0.0.1", port):
        if process.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        time.sleep(0.1)


def take(pictures: Sequence[Picture], ground: Ground, port: int) -> None:
    """Take ``pictures`` into ``docs/kuvat``."""
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, names))),
            args=[
                *(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--no-proxy-server",
                ),
                f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{port}",
                f"--unsafely-treat-insecure-origin-as-secure=http://{HOST}",
            ],
        )
        dark_room = browser.new_page()
        for picture in pictures:
            png = base64.b64encode(_taken(picture, ground, browser)).decode()
            webp = base64.b64decode(dark_room.evaluate(AS_WEBP, [png, QUALITY]))
            (FOLDER / f"{picture.name}.webp").write_bytes(webp)
            sys.stdout.write(f"{picture.name} {len(webp) // 1024} kt\n")
        browser.close()


def _taken(picture: Picture, ground: Ground, browser: Browser) -> bytes:
    screen = picture.screen
    context = browser.new_context(
        base_url=f"http://{HOST}",
        viewport={"width": screen.width, "height": picture.height or screen.height},
        device_scale_factor=screen.scale,
        locale="fi-FI",
        timezone_id="Europe/Helsinki",
        reduced_motion="reduce",
    )
    context.set_default_timeout(MILLISECONDS)
    context.clock.install(time=NOW)
    if picture.reader:
        name, value = settings.SESSION_COOKIE_NAME, ground.cookie(picture.reader)
        context.add_cookies([{"name": name, "value": value, "url": f"http://{HOST}"}])
    page = context.new_page()
    _open(page, picture.path.format(**ground.places))
    shown = picture.act(page, ground)
    shown.mouse.move(0, 0)
    shown.evaluate("document.activeElement?.blur()")
    shown.evaluate("document.fonts.ready.then(() => true)")
    shown.wait_for_timeout(SETTLED)
    taken: bytes = shown.screenshot(animations="disabled")
    context.close()
    return taken


def _open(page: Page, path: str) -> None:
    answer = page.goto(path)
    if answer is None or not answer.ok:
        raise RuntimeError(f"{path}: {answer.status if answer else 'no answer'}")
