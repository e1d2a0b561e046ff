"""Names of other tools as keys of ours."""

import re
import unicodedata

LONGEST = 60
FITTING = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST - 1}}}")


def key_from(name: str, start: str) -> str:
    """Return the name itself where it fits, else a key made from it: ``Q1`` → ``q1``.

    ``start`` is put before what does not begin with a letter: ``1`` → ``o_1``.
    """
    if FITTING.fullmatch(name):
        return name
    name = re.sub(r"^-(?=[0-9])", "minus ", name)
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"[^a-z0-9]+", "_", folded).strip("_")
    fitting = plain if re.match(r"[a-z]", plain) else f"{start}_{plain}"
    return fitting[:LONGEST].rstrip("_")
