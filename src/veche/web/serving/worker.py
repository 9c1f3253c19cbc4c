"""The program for jobs, which the watcher starts: `python -m veche.web.serving.worker`."""

from __future__ import annotations

from veche.web.start import start

from .processes import end_with_watcher


def main() -> None:
    """Begin, and do jobs until told to stop."""
    end_with_watcher()
    start()
    from .jobs import work

    work()


if __name__ == "__main__":
    main()
