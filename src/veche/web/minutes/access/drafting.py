"""What the program writes of an assembly, in its language. No name stands in it but of officers, delegates, and those who voted by name.

The course of an assembly is read from what was written down as it happened; votes from their results, with the reasons that the rule gave.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from veche.web.assemblies.access import hall, polls
from veche.web.assemblies.models import Assembly, Happening, Poll, Presence, Way
from veche.web.assemblies.presenting import told
from veche.web.ballots.drawing.rules import words_of as rule_words
from veche.web.ballots.models import Vote
from veche.web.house.language import Voice
from veche.web.house.templatetags.house import grouped
from veche.web.mandates import saying
from veche.web.mandates.fingerprints import archive_hash
from veche.web.mandates.home import key_of
from veche.web.motions.access import text_of
from veche.words import Language
from veche.words.sentence import Sentence

from ..entries import Entry, Sort

BEFORE = ("called", "called_urgent", "moved_place")
"""What happened before the opening and belongs into minutes; the agenda as it was drawn up does not."""
ELSEWHERE = (
    "slips_made",
    "officer_given",
    "item_added",
    "item_removed",
    "item_renamed",
    "item_moved",
    "item_begun",
)
OF_VOTES = "poll_"
KEPT = ("poll_not_followed", "poll_called_off", "poll_secret_instead")


def draft(assembly: Assembly) -> list[Entry]:
    """The first edition."""
    return list(Draft(assembly).write())


class Draft:
    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.voice = Voice(Language(assembly.language))
        happened = hall.happenings(assembly)
        self.opened = next((one.number for one in happened if one.what == "opened"), 0)
        self.happenings = [one for one in happened if self._belongs(one)]
        self.votes = [one for one in polls.polls_of(assembly) if one.state == Poll.State.DECIDED]

    def _belongs(self, one: Happening) -> bool:
        if one.what in ELSEWHERE:
            return False
        if one.poll is not None and one.what.startswith(OF_VOTES):
            return one.what in KEPT
        return one.number >= self.opened or one.what in BEFORE

    def write(self) -> Iterator[Entry]:
        points = list(hall.in_order(hall.agenda(self.assembly)))
        own = {point.item.pk for point in points}
        loose = [one for one in self.happenings if one.item_id not in own]
        last = next((place for place, one in enumerate(loose) if one.what == "closed"), len(loose))
        begun = next((one.number for one in self.happenings if one.item_id in own), None)
        split = next(
            (place for place, one in enumerate(loose) if begun is not None and one.number > begun), last
        )
        yield self._entry(Sort.HEADING, self.voice("minutes:say.beginning"))
        yield from self._beginning()
        yield from (self._happened(one) for one in loose[:split])
        yield from (entry for vote in self.votes if vote.item_id not in own for entry in self._vote(vote))
        for point in points:
            heading = self.voice("minutes:say.point", number=point.number, title=point.item.title)
            yield self._entry(Sort.HEADING, heading, internal=point.item.internal)
            yield from self._point(point.item.pk, point.item.text)
        yield self._entry(Sort.HEADING, self.voice("minutes:say.end"))
        yield from (self._happened(one) for one in loose[split:])

    def _beginning(self) -> Iterator[Entry]:
        say = self.voice
        if self.assembly.place:
            yield self._entry(Sort.LINE, say("minutes:say.place", place=self.assembly.place))
        for officer in hall.officers_of(self.assembly):
            duty = say(f"assemblies:duty.{officer.duty}")
            yield self._entry(Sort.LINE, say("minutes:say.officer", duty=duty, name=officer.name))
        there = delegates_there(self.assembly)
        if there:
            yield self._entry(Sort.LINE, say("minutes:say.delegates", len(there), names="; ".join(there)))

    def _point(self, item: UUID, text: str) -> Iterator[Entry]:
        if text:
            yield self._entry(Sort.LINE, text)
        yield from (self._happened(one) for one in self.happenings if one.item_id == item)
        for vote in self.votes:
            if vote.item_id == item:
                yield from self._vote(vote)

    def _happened(self, one: Happening) -> Entry:
        return self._entry(Sort.LINE, told(one, self.voice), at=one.at)

    def _vote(self, vote: Poll) -> Iterator[Entry]:
        """The question, the numbers, what came of it and why; the adopted text; how anybody checks a secret vote; who voted how by name."""
        say, result = self.voice, vote.result
        way = say(f"minutes:way.{vote.way}")
        yield self._entry(
            Sort.LINE, say("minutes:say.vote", number=vote.number, question=vote.question, way=way)
        )
        counts = result.get("counts", [])
        if counts:
            keys = [key_of(answer) for answer in vote.answers]
            numbers = saying.numbers(list(zip(keys, counts, strict=True)), say)
            yield self._entry(
                Sort.LINE, say("minutes:say.numbers", numbers=numbers, present=vote.present or 0)
            )
        elif result.get("hidden"):
            yield self._entry(Sort.LINE, say("minutes:say.hidden"))
        yield self._entry(Sort.LEAD, self._outcome(vote))
        for reason in result.get("decision", {}).get("reasons", []):
            yield self._entry(Sort.REASON, self._reason(reason))
        yield from self._adopted(vote)
        if vote.round is not None:
            yield from self._secret(vote.round)
        yield from self._names(vote)

    def _outcome(self, vote: Poll) -> str:
        result, say = vote.result, self.voice
        outcome = str(result.get("outcome", "")).replace("-", "_")
        chosen = [vote.answers[one - 1] for one in result.get("winners") or result.get("tied") or []]
        if outcome in ("elected", "tie"):
            return say(f"minutes:outcome.{outcome}", names="; ".join(chosen))
        if outcome == "counted":
            return say("minutes:outcome.counted")
        return (
            Sentence(result["headline"]).say(rule_words(say.language))
            if "headline" in result
            else say(f"minutes:outcome.{outcome}")
        )

    def _reason(self, reason: dict[str, object]) -> str:
        known = {name: reason[name] for name in ("key", "places", "count") if name in reason}
        return Sentence.from_json(known).say(rule_words(self.voice.language))

    def _adopted(self, vote: Poll) -> Iterator[Entry]:
        if vote.about != "motion" or vote.motion is None or vote.result.get("outcome") != "carried":
            return
        version = text_of(vote.motion)
        if version.why == "adopted":
            yield self._entry(Sort.LINE, self.voice("minutes:say.adopted", title=vote.motion.title))
            yield from (self._entry(Sort.QUOTE, one) for one in version.paragraphs)

    def _secret(self, vote: Vote) -> Iterator[Entry]:
        found = archive_hash(vote)
        if found:
            yield self._entry(Sort.FINGERPRINT, " ".join(grouped(found)))
        yield self._entry(Sort.ADDRESS, f"/votes/{vote.pk}/")

    def _names(self, vote: Poll) -> Iterator[Entry]:
        """Delegates vote in the open. Members who voted by name are named in the internal version alone."""
        if vote.way not in (Way.NAMED, Way.CARDS):
            return
        cast = polls.ballots_of_delegates(vote) if self.assembly.of_delegates else polls.named(vote)
        for place, answer in enumerate(vote.answers):
            names = [
                self.voice("minutes:say.weighed", name=one.name, weight=one.choice[place])
                if vote.way == Way.CARDS
                else one.name
                for one in cast
                if one.choice[place]
            ]
            if names:
                said = saying.answer(key_of(answer), self.voice)
                text = self.voice("minutes:say.named", answer=said, names="; ".join(names))
                yield self._entry(Sort.LINE, text, internal=not self.assembly.of_delegates)

    def _entry(self, sort: Sort, text: str, *, at: datetime | None = None, internal: bool = False) -> Entry:
        return Entry(uuid.uuid4().hex[:12], sort, text, text, f"{at:%H:%M}" if at else "", internal)


def delegates_there(assembly: Assembly) -> list[str]:
    """Who sat in a congress, by body, an alternate by their own name: delegates are public, and theirs are the only presences that stay."""
    found = Presence.objects.filter(assembly=assembly).exclude(delegacy=None)
    there = [
        (one.delegacy.seat, one.sits)
        for one in found.select_related("delegacy__seat__lower", "stands_in")
        if one.delegacy is not None
    ]
    there.sort(key=lambda pair: (pair[0].lower.name.casefold(), pair[0].number, pair[1]))
    return [f"{name} ({seat.lower.name})" for seat, name in there]
