"""How far a share may lie from the truth by chance alone."""

from math import sqrt

Z_95 = 1.959963984540054


def wilson(part: int, whole: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of a share, 0–1 (E. B. Wilson, JASA 22, 1927).

    ``whole`` 0 tells nothing: the interval is then all of 0–1.
    """
    if whole == 0:
        return 0.0, 1.0
    share = part / whole
    middle = share + z * z / (2 * whole)
    width = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)
