"""Pictures of results as plain shapes: numbers in, attributes of SVG out, no words of their own.

Each chart is drawn twice: 930 units wide for the desk and paper, and 340 for a phone, where names
stand above their bars. Sizes of letters are real ones, so that no picture shrinks its words.
"""

from .changes import Axis, Shift, changes, percents
from .columns import columns
from .intervals import Row, rows
from .means import Mean, means
from .picture import DESK, HALF, PHONE, Picture, State
from .share import share
from .stacked import Piece, stacked

__all__ = [
    "DESK",
    "HALF",
    "PHONE",
    "Axis",
    "Mean",
    "Picture",
    "Piece",
    "Row",
    "Shift",
    "State",
    "changes",
    "columns",
    "means",
    "percents",
    "rows",
    "share",
    "stacked",
]
