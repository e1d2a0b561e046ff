"""How far a share may lie from the truth by chance alone."""

from math import sqrt

Z_95 = 1.959963984540054


def wilson(part: int, whole: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of a share, 0–1 (E. B. Wilson, JASA 22, 1927).

    ``whole`` 0 tells nothing: the interval is then all of 0–1.
    """
    if whole == 0:
        return 0.0, 1.0
    return wilson_of_share(part / whole, whole, z)


def wilson_of_share(share: float, whole: float, z: float = Z_95) -> tuple[float, float]:
    """The Wilson interval of a share that stands on ``whole`` answers, which may be a fraction."""
    middle = share + z * z / (2 * whole)
    width = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def wilson_finite(part: int, whole: int, population: int | None = None) -> tuple[float, float]:
    """The Wilson interval of a share, 0–1, of a finite population of which ``whole`` answered.

    The number of answers is replaced by what it is worth when every answer also leaves fewer
    unasked: n_eff = n (N − 1) / (N − n), the finite population correction of W. G. Cochran,
    *Sampling Techniques* (3rd ed. 1977, ch. 2), in the interval of E. B. Wilson (JASA 22, 1927),
    as A. Korn and B. Graubard put an effective sample size into an exact one (Survey Methodology
    24, 1998). When everybody answered nothing is left to chance, and the interval is [p, p].
    ``population`` None: not known, no correction.
    """
    if whole == 0:
        return 0.0, 1.0
    if population is None:
        return wilson(part, whole)
    if whole >= population:
        return part / whole, part / whole
    worth = whole * (population - 1) / (population - whole)
    return wilson_of_share(part / whole, worth)
