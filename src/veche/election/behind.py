"""Work in the core behind the reader's back: one batch is checked while the next is read."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType


class Behind:
    """One background thread and at most one piece of work in it. A context manager.

    The core releases the interpreter lock and uses its own threads; this one only waits for it.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1)
        self._running: Future[Any] | None = None

    def __enter__(self) -> Behind:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.shutdown()

    def run(self, work: Callable[..., Any], /, *arguments: Any, **options: Any) -> Any:
        """Start `work`. Returns what the work before it gave (None for the first), or raises what that raised."""
        before = self.wait()
        self._running = self._executor.submit(work, *arguments, **options)
        return before

    def wait(self) -> Any:
        running, self._running = self._running, None
        return None if running is None else running.result()
