"""Prints, as JSON, the trackers that the archive of a vote holds, after verifying it, and those that the database knows."""

from __future__ import annotations

import json
import sys

from veche.web.start import start


def main(uuid: str) -> None:
    start()
    from veche.election.archive import Archive
    from veche.election.ballots import tracker
    from veche.election.verify import verify_archive
    from veche.web.ballots.files import archive_file
    from veche.web.ballots.models import CastBallot

    verify_archive(archive_file(uuid))
    with Archive(archive_file(uuid)) as archive:
        held = [tracker(group.data[0].body) for group in archive.groups() if group.type == b"Ballot"]
    print(
        json.dumps(
            {"archive": sorted(held), "database": sorted(CastBallot.objects.values_list("pk", flat=True))}
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
