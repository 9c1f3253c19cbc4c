"""What may become of a motion or an amendment: workflows as data.

A workflow is a YAML file of states. Each state says what may be done in it and which may follow. A recommendation is a pointer to a state
that can still be reached. `find` gives a shipped one; `load` reads one of your own.
"""

from __future__ import annotations

from .errors import BadWorkflow, UnknownWorkflow
from .loading import find, load, parse, shipped
from .model import Ends, Merge, State, Workflow

__all__ = [
    "BadWorkflow",
    "Ends",
    "Merge",
    "State",
    "UnknownWorkflow",
    "Workflow",
    "find",
    "load",
    "parse",
    "shipped",
]
