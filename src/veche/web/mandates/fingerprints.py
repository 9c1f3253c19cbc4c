"""By what somebody finds and compares a record: the archive of a secret vote, the words of a mandate."""

from __future__ import annotations

from veche.assembly.mandate import digest
from veche.web.ballots.access.public import archive_end
from veche.web.ballots.models import Vote
from veche.web.ballots.public.setup import last_event

from .models import Mandate


def archive_hash(vote: Vote) -> str:
    """Of the last event of an archive, as the page of the vote shows it; empty where this server has no archive of it."""
    try:
        return last_event(vote.uuid, archive_end(vote))
    except OSError:
        return ""


def words_hash(mandate: Mandate) -> str:
    """SHA-256 of all that a mandate says, in hexadecimal."""
    return digest(
        {
            "about": str(mandate.motion_id or mandate.item_id or mandate.topic),
            "decided": {
                "vote": mandate.decided_by_id or "",
                "question": mandate.question,
                "poll": str(mandate.decided_in_id or ""),
                "resolution": mandate.resolution,
                "taken": mandate.taken,
            },
            "given": mandate.given.isoformat(),
            "if_amended": mandate.if_amended,
            "instruction": mandate.instruction,
            "kind": mandate.kind,
            "lower": str(mandate.lower_id),
            "number": mandate.number,
            "seat": str(mandate.seat_id or ""),
            "until": mandate.until.isoformat() if mandate.until else "",
            "upper": str(mandate.upper_id),
            "text": mandate.text,
        }
    )
