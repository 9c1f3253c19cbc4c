"""The booth's TypeScript, run by node and asked from Python."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self

BOOTH = Path(__file__).resolve().parents[2] / "booth"
BUNDLER = BOOTH / "node_modules/.bin/esbuild"


class Refused(Exception):
    """The booth said no: the check and the place."""

    def __init__(self, check: str, where: str) -> None:
        super().__init__(check, where)
        self.check, self.where = check, where


class Station:
    """A node process that answers requests until it is closed; see booth/test/station.ts."""

    def __init__(self, folder: Path) -> None:
        script = folder / "station.mjs"
        command = [
            BUNDLER,
            "test/station.ts",
            "--bundle",
            "--platform=node",
            "--format=esm",
            f"--outfile={script}",
        ]
        subprocess.run([*command, "--log-level=warning"], cwd=BOOTH, check=True)
        self._node = subprocess.Popen(
            ["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._node.communicate(timeout=10)

    def ask(self, task: str, *given: object) -> Any:
        """What the booth answers. Raises `Refused`."""
        if self._node.stdin is None or self._node.stdout is None:
            raise AssertionError("the process was started with pipes")
        self._node.stdin.write(json.dumps([task, *given]) + "\n")
        self._node.stdin.flush()
        answer = json.loads(self._node.stdout.readline())
        if "check" in answer:
            raise Refused(answer["check"], answer["where"])
        return answer["ok"]
