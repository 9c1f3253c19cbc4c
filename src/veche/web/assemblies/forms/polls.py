"""What is filled in to speak, to open a vote, and to count one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from veche.assembly.orders import Orders
from veche.counting import RULES
from veche.web.ballots.drawing.countings import RANKS, name_of
from veche.web.ballots.drawing.rules import groups, words_of
from veche.web.ballots.officers.forms import Plain, lines
from veche.web.bodies.forms import BodiesForm, MemberName, OneOf
from veche.web.house.language import Voice

from ..actions.polls.counting import MOST
from ..actions.polls.opening import LONGEST_ANSWER, MOST_ANSWERS, OPEN_RULES
from ..actions.polls.secret import LONGEST
from ..models import Side, Way

PARTS = ("phones", "hands", "paper")
PROCEDURES = ("adjourn", "secret", "other")


class SpeakForm(BodiesForm):
    """Groups and kinds of points of order are those of the standing orders."""

    words = "assemblies:speak"
    name = MemberName()
    side = OneOf("assemblies:speak_side.{}", Side.values, initial=Side.NEUTRAL)
    kind = forms.ChoiceField(required=False)
    groups = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, voice: Voice, orders: Orders, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        known = orders.speaking
        kinds = [(one.name, one.label.in_(voice.language)) for one in known.order_kinds]
        self.fields["kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]
        quotas = [(one.name, one.label.in_(voice.language)) for one in known.quotas]
        self.fields["groups"].choices = quotas  # type: ignore[attr-defined]
        if not quotas:
            del self.fields["groups"]
        if not kinds:
            del self.fields["kind"]
            self.fields["side"].choices = [one for one in self.fields["side"].choices if one[0] != Side.ORDER]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        answers = dict(super().clean() or {})
        if answers.get("side") == Side.ORDER and not answers.get("kind"):
            self.refuse("kind", "assemblies:speak.which_kind")
        return answers


class OpenForm(BodiesForm):
    """Fields that do not belong to what is voted on are taken away: see `for_`."""

    words = "assemblies:poll_open"
    question = Plain(max_length=LONGEST_ANSWER)
    procedure = OneOf("assemblies:poll_procedure.{}", PROCEDURES, initial="adjourn")
    answers = forms.CharField(widget=forms.Textarea, max_length=MOST_ANSWERS * LONGEST_ANSWER)
    seats = forms.IntegerField(min_value=1, max_value=MOST_ANSWERS, initial=1)
    target = forms.ChoiceField()
    way = OneOf("assemblies:poll_way.{}", Way.values)
    parts = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, initial=["phones"], required=False)
    rule = forms.ChoiceField()
    changeable = forms.BooleanField(required=False, initial=True)
    minutes = forms.IntegerField(min_value=1, max_value=LONGEST, initial=15)
    papers = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        voice: Voice,
        about: str,
        ways: Sequence[str],
        rule: str,
        targets: Iterable[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, voice=voice, **more)
        self.about = about
        for name in self._without(list(targets)):
            del self.fields[name]
        self._choices("way", [(one, voice(f"assemblies:poll_way.{one}")) for one in ways])
        self.fields["way"].initial = ways[0]
        self._choices("parts", [(one, voice(f"assemblies:poll_part.{one}")) for one in PARTS])
        self._choices("rule", self._rules(rule))
        self.fields["rule"].initial = rule
        if "target" in self.fields:
            self._choices("target", list(targets))
        if "answers" in self.fields:
            self.fields["answers"].required = about == "election"
        self.fields["minutes"].required = False
        for name in self._unasked(ways):
            del self.fields[name]

    def _without(self, targets: list[tuple[str, str]]) -> set[str]:
        gone = set()
        if self.about != "procedure":
            gone.add("procedure")
        if self.about not in ("election", "free"):
            gone.add("answers")
        if self.about != "election":
            gone.add("seats")
        if not targets:
            gone.add("target")
        return gone

    @staticmethod
    def _unasked(ways: Sequence[str]) -> set[str]:
        """What none of the ways in which it may be voted needs: a sealed ballot is not counted by tellers."""
        gone = set() if Way.SECRET in ways else {"minutes", "papers"}
        gone |= set() if Way.HANDS in ways else {"parts"}
        return gone | (set() if set(ways) - {Way.SECRET} else {"changeable"})

    def _choices(self, field: str, choices: list[tuple[str, str]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def _rules(self, rule: str) -> list[tuple[str, str]]:
        language = self.voice.language
        if self.about == "election":
            return [(one, name_of(one, language)) for one in (*OPEN_RULES, *RANKS) if one in RULES]
        words = words_of(language)
        plain = [(one.id, one.name.say(words)) for one in groups(language)[0].rules]
        return sorted(plain, key=lambda one: one[0] != rule)

    def clean(self) -> dict[str, Any]:
        answers = dict(super().clean() or {})
        way = answers.get("way")
        if self.about == "election" and way and way != Way.SECRET and answers.get("rule") in RANKS:
            self.refuse("rule", "assemblies:refused.rule_needs_papers")
        if way == Way.HANDS and not answers.get("parts"):
            self.refuse("parts", "assemblies:refused.no_parts")
        if way == Way.SECRET and not answers.get("minutes") and "minutes" not in self.errors:
            self.refuse("minutes", "house:error.required")
        if way == Way.SECRET and answers.get("papers") and _adds_not_up(self.about, answers.get("rule", "")):
            self.refuse("papers", "assemblies:refused.papers_add_up")
        if "answers" in answers:
            self._check_answers(lines(answers["answers"]))
        return answers

    def _check_answers(self, given: list[str]) -> None:
        wrong = len(given) == 1 or (not given and self.about == "election")
        if wrong or len({one.casefold() for one in given}) < len(given) or len(given) > MOST_ANSWERS:
            self.refuse("answers", "assemblies:refused.no_answers")
        elif any(len(one) > LONGEST_ANSWER for one in given):
            self.refuse("answers", "house:error.max_length", limit=LONGEST_ANSWER)


def _adds_not_up(about: str, rule: str) -> bool:
    """Ballots with more than one answer: piles of papers say how many chose what, not how many papers there are."""
    return about == "election" and rule != "plurality"


class CountForm(BodiesForm):
    """A number for each answer; `extra` are named fields after them."""

    words = "assemblies:tell"

    def __init__(
        self, *args: Any, voice: Voice, answers: Sequence[str], extra: Sequence[str] = (), **more: Any
    ) -> None:
        super().__init__(*args, voice=voice, **more)
        self.names = [f"answer_{place}" for place in range(len(answers))] + list(extra)
        labels = [*answers, *(voice(f"assemblies:paper.{name}") for name in extra)]
        for name, label in zip(self.names, labels, strict=True):
            field = forms.IntegerField(min_value=0, max_value=MOST, label=label)
            field.error_messages = {code: voice("assemblies:tell.number") for code in field.error_messages}
            for one in field.validators:
                one.message = voice("assemblies:tell.number")  # type: ignore[attr-defined]
            field.widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})
            self.fields[name] = field

    @property
    def counts(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.names]


class PaperForm(CountForm):
    words = "assemblies:paper"
    pile = Plain(max_length=20)


class CalledForm(BodiesForm):
    """What was called out: by whom, and what."""

    words = "assemblies:card"
    who = forms.ChoiceField()
    name = MemberName()
    choice = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        voice: Voice,
        answers: Sequence[str],
        seats: Sequence[tuple[str, str]] | None,
        **more: Any,
    ) -> None:
        super().__init__(*args, voice=voice, **more)
        del self.fields["name" if seats is not None else "who"]
        if seats is not None:
            self.fields["who"].choices = list(seats)  # type: ignore[attr-defined]
        self.fields["choice"].choices = list(enumerate(answers))  # type: ignore[attr-defined]
