"""How smoothly one draws on a shared map of 2,000 things, in the Chromium of this machine.

    python -m bench.map_drawing [--things 2000] [--seconds 4]

Opens the client's map page with a sealed map, all of it in sight, and draws, drags a circle, moves
the paper and zooms, with real mouse events. Prints for each frames a second as the page's own
animation frames tell, the longest pause, and what one frame costs the processor: the script, style
and painting of the page's main thread, and all that Chromium's processes used. Drawing should stay
at 30 frames a second or more.
"""

import argparse
import math
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.ground import ground
from bench.requests import free_port, wait_for

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FRAMES = """() => {
  window.frames_seen = [];
  const see = now => { window.frames_seen.push(now); window.seeing = requestAnimationFrame(see); };
  window.seeing = requestAnimationFrame(see);
}"""
SEEN = "() => { cancelAnimationFrame(window.seeing); return window.frames_seen; }"


@dataclass(frozen=True)
class Place:
    """Where the map lies on the screen, and how to reach the page and its figures."""

    page: Any
    figures: Any
    left: float
    top: float
    width: float
    height: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the screen's point for shares (0–1) of the map's width and height."""
        return self.left + x * self.width, self.top + y * self.height


def things(count: int) -> list[dict[str, Any]]:
    """Half circles with words, a third pen lines of 40 points, the rest words and arrows."""
    chance = random.Random(5)  # noqa: S311
    made: list[dict[str, Any]] = []
    for number in range(count):
        x, y = round(chance.uniform(0, 1600), 1), round(chance.uniform(0, 2400), 1)
        thing: dict[str, Any] = {"id": f"t{number}", "meaning": "other", "text": "", "x": x, "y": y}
        share = number % 12
        if share < 6:
            meaning = chance.choice(["person", "place", "obstacle", "question", "hope", "other"])
            thing |= {"kind": "circle", "rx": 40, "ry": 30, "text": f"asia {number}"}
            thing |= {"meaning": meaning}
        elif share < 10:
            thing |= {"kind": "line", "points": scribble(x, y, chance)}
        elif share < 11:
            thing |= {"kind": "text", "text": f"sana {number}"}
        else:
            thing |= {"kind": "arrow", "from": f"t{number - 8}", "to": f"t{number - 9}"}
            thing |= {"end": [x, y]}
        made.append(thing)
    return made


def scribble(x: float, y: float, chance: random.Random) -> list[list[float]]:
    turn = chance.uniform(0.1, 0.4)
    return [[round(x + 2 * n, 1), round(y + 18 * math.sin(n * turn), 1), 0.5] for n in range(40)]


def draw(place: Place, until: float) -> None:
    """One stroke after the other, 120 points each, as fast as events are taken."""
    mouse, stroke = place.page.mouse, 0
    while time.perf_counter() < until:
        stroke += 1
        mouse.move(*place.at(0.1, 0.1 + stroke % 7 * 0.1))
        mouse.down()
        for point in range(120):
            wave = 0.05 * math.sin(point / 6)
            mouse.move(*place.at(0.1 + point / 150, 0.15 + stroke % 7 * 0.1 + wave))
        mouse.up()


def drag(place: Place, until: float) -> None:
    """Take what lies nearest the middle around and around."""
    mouse = place.page.mouse
    mouse.move(*place.at(0.5, 0.5))
    mouse.down()
    step = 0
    while time.perf_counter() < until:
        step += 1
        mouse.move(*place.at(0.5 + 0.2 * math.sin(step / 20), 0.5 + 0.2 * math.cos(step / 20)))
    mouse.up()


def move_paper(place: Place, until: float) -> None:
    mouse, step = place.page.mouse, 0
    mouse.move(*place.at(0.5, 0.5))
    while time.perf_counter() < until:
        step += 1
        mouse.wheel(0, 12 if step // 40 % 2 else -12)


def zoom(place: Place, until: float) -> None:
    mouse, step = place.page.mouse, 0
    mouse.move(*place.at(0.5, 0.5))
    place.page.keyboard.down("Control")
    while time.perf_counter() < until:
        step += 1
        mouse.wheel(0, 20 if step // 30 % 2 else -20)
    place.page.keyboard.up("Control")


ACTS: dict[str, tuple[str, Callable[[Place, float], None]]] = {
    "drawing": ("pen", draw),
    "dragging": ("move", drag),
    "moving the paper": ("pen", move_paper),
    "zooming": ("pen", zoom),
}


def processor_of(pid: int) -> float:
    """Return the processor seconds of a process and all that descend from it."""
    ticks = os.sysconf("SC_CLK_TCK")
    parents: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.name))
        used[int(entry.name)] = (int(fields[11]) + int(fields[12])) / ticks
    family, found = [pid], 0.0
    while family:
        one = family.pop()
        found += used.get(one, 0)
        family += parents.get(one, [])
    return found


def main_thread(place: Place) -> float:
    metrics = place.figures.send("Performance.getMetrics")["metrics"]
    return float({metric["name"]: metric["value"] for metric in metrics}["TaskDuration"])


def measure(name: str, place: Place, seconds: float) -> float:
    """Do one kind of act for a while; print its figures and return frames a second."""
    tool, act = ACTS[name]
    choose = "tool => document.querySelector(`[data-map-tool=${tool}]`).click()"
    place.page.evaluate(choose, tool)
    place.page.wait_for_timeout(300)
    place.page.evaluate(FRAMES)
    thread, used = main_thread(place), processor_of(os.getpid()) - own_processor()
    act(place, time.perf_counter() + seconds)
    thread = main_thread(place) - thread
    used = processor_of(os.getpid()) - own_processor() - used
    seen: list[float] = place.page.evaluate(SEEN)
    pauses = [later - earlier for earlier, later in pairwise(seen)]
    rate = 1000 * len(pauses) / (seen[-1] - seen[0])
    sys.stdout.write(
        f"  {name:17} {rate:5.1f} frames/s, longest pause {max(pauses):4.0f} ms, a frame costs "
        f"{1000 * thread / len(pauses):5.1f} ms on the main thread, "
        f"{1000 * used / len(pauses):5.1f} ms of processor in all\n"
    )
    return rate


def own_processor() -> float:
    """Return what this program itself used, which is not Chromium's."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def opened(address: str, size: tuple[int, int]) -> Iterator[Place]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.goto(address)
        stage = page.locator("[data-map-stage]")
        stage.wait_for()
        page.wait_for_timeout(1500)
        figures = page.context.new_cdp_session(page)
        figures.send("Performance.enable", {"timeDomain": "threadTicks"})
        box = stage.bounding_box()
        assert box
        yield Place(page, figures, box["x"], box["y"], box["width"], box["height"])
        browser.close()


@contextmanager
def server(environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "juuristo", "serve", "--port", str(port)],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def seal(count: int) -> str:
    """Store a sealed map of ``count`` things; return its address."""
    from tests.browser.sealed_map import sealed_map

    return sealed_map({"v": 1, "objects": things(count)}).address()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--things", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("setup")
        path = seal(options.things)
        slow = []
        with server(environment) as origin:
            for name, size in SIZES.items():
                sys.stdout.write(f"{options.things} things on a {name} ({size[0]} × {size[1]}):\n")
                with opened(origin + path, size) as place:
                    rates = {act: measure(act, place, options.seconds) for act in ACTS}
                slow += [name] if rates["drawing"] < 30 else []
    raise SystemExit(1 if slow else 0)


if __name__ == "__main__":
    main()
