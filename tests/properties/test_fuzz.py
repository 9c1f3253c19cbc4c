"""A short run of every fuzz target, the same at every time; `make fuzz` looks longer and elsewhere."""

from __future__ import annotations

from random import Random

import pytest

from fuzz.__main__ import changed
from fuzz.targets import TARGETS

INPUTS = 150


@pytest.mark.parametrize("name", TARGETS)
def test_good_inputs_are_taken(name: str) -> None:
    for data in TARGETS[name].seeds():
        TARGETS[name].run(data)


@pytest.mark.parametrize("name", TARGETS)
def test_changed_inputs_are_refused_in_words_or_taken(name: str) -> None:
    random, target = Random(name), TARGETS[name]
    for _ in range(INPUTS):
        target.run(changed(random, target))
