"""The garbage collector, held off while values are built."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_held() -> Iterator[None]:
    """Hold the garbage collector off.

    Reading and judging build values that stay until the end and leave hardly any cycles: looking
    for garbage finds none, and costs more the larger the model is.
    """
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()
