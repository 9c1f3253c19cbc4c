"""What a body has otherwise than the standing orders that are shipped: a field for every value, checked by the schema."""

from __future__ import annotations

from typing import Any

from django import forms

from veche.assembly import workflow
from veche.assembly.orders import BadOrders, Orders, find, shipped
from veche.rules import shipped as rules_shipped
from veche.rules.quorum import counts_presence
from veche.web.ballots.drawing.rules import words_of
from veche.web.bodies.forms import BodiesForm, OneOf
from veche.web.house.language import Voice

from ..presenting import orders_name

NUMBERS = (
    "notice_days",
    "notice_urgent_days",
    "supporters_motion",
    "supporters_amendment",
    "amendments_until_hours",
    "tellers",
)
SECONDS = ("seconds", "second_seconds")
SWITCHES = ("alternate", "first_time_first")
RULES = ("motion", "amendment", "procedure", "election", "close_debate", "minutes")
MOST = 100_000


class ChooseForm(BodiesForm):
    words = "assemblies:orders"
    orders = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, voice: Voice, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["orders"].choices = [(one.id, orders_name(one, voice)) for one in shipped()]  # type: ignore[attr-defined]


class OrdersForm(BodiesForm):
    words = "assemblies:orders"
    notice_days = forms.IntegerField()
    notice_urgent_days = forms.IntegerField(required=False)
    quorum_rule = forms.ChoiceField(required=False)
    supporters_motion = forms.IntegerField()
    supporters_amendment = forms.IntegerField()
    amendments_until_hours = forms.IntegerField()
    motion_workflow = forms.ChoiceField()
    amendment_workflow = forms.ChoiceField()
    voting_order = OneOf("assemblies:voting_order.{}", ("furthest", "as_moved"))
    motion = forms.ChoiceField()
    amendment = forms.ChoiceField()
    procedure = forms.ChoiceField()
    election = forms.ChoiceField()
    close_debate = forms.ChoiceField()
    minutes = forms.ChoiceField()
    tellers = forms.IntegerField()
    secret_if_share = forms.CharField(max_length=20)
    seconds = forms.IntegerField()
    second_seconds = forms.IntegerField()
    alternate = forms.BooleanField(required=False)
    first_time_first = forms.BooleanField(required=False)

    def __init__(self, *args: Any, ours: Orders, voice: Voice, **more: Any) -> None:
        self.ours = ours
        super().__init__(*args, voice=voice, initial=_initial(ours), **more)
        language = words_of(voice.language)
        plain = [one for one in rules_shipped() if one.made_by == "plain"]
        rules = [(one.id, one.name.say(language)) for one in plain]
        present = [(one.id, one.name.say(language)) for one in plain if counts_presence(one)]
        flows = [(one.id, one.name[str(voice.language)]) for one in workflow.shipped()]
        for name in RULES:
            self.fields[name].choices = rules  # type: ignore[attr-defined]
        for name in ("motion_workflow", "amendment_workflow"):
            self.fields[name].choices = flows  # type: ignore[attr-defined]
        self.fields["quorum_rule"].choices = [("", voice("assemblies:orders.no_quorum")), *present]  # type: ignore[attr-defined]
        self._add_lists()

    def _add_lists(self) -> None:
        """A share for each quota, a rank for each kind of point of order."""
        for quota in self.ours.speaking.quotas:
            said = quota.label.in_(self.voice.language)
            label = self.voice("assemblies:orders.quota", name=said)
            self._add(f"quota_{quota.name}", forms.CharField(max_length=20, label=label))
        for kind in self.ours.speaking.order_kinds:
            label = self.voice("assemblies:orders.rank", name=kind.label.in_(self.voice.language))
            self._add(f"rank_{kind.name}", forms.IntegerField(label=label))

    def _add(self, name: str, field: forms.Field) -> None:
        field.error_messages.update(
            required=self.voice("house:error.required"), invalid=self.voice("house:error.invalid")
        )
        field.widget.attrs.setdefault("autocomplete", "off")
        self.fields[name] = field

    def changes(self) -> dict[str, Any]:
        """What is otherwise than shipped, as the action takes it."""
        answers, base = self.cleaned_data, find(self.ours.id)
        asked: dict[str, Any] = {name: answers[name] for name in NUMBERS}
        asked |= {name: answers[name] for name in ("motion_workflow", "amendment_workflow", "quorum_rule")}
        asked |= {name: answers[name] for name in ("voting_order", "secret_if_share")}
        asked["rules"] = {name: answers[name] for name in RULES}
        asked["speaking"] = {name: answers[name] for name in (*SECONDS, *SWITCHES)}
        asked["speaking"] |= {
            "quotas": [
                {**one, "share": answers[f"quota_{one['name']}"]}
                for one in self.ours.data["speaking"]["quotas"]
            ],
            "order_kinds": [
                {**one, "rank": answers[f"rank_{one['name']}"]}
                for one in self.ours.data["speaking"]["order_kinds"]
            ],
        }
        return different(base.data, asked)

    def clean(self) -> dict[str, Any]:
        answers = dict(super().clean() or {})
        if not self.errors:
            self.cleaned_data = answers
            self._check()
        return answers

    def _check(self) -> None:
        """By the schema; what it refuses is said at its field."""
        try:
            find(self.ours.id).with_(self.changes())
        except BadOrders as bad:
            field = bad.place.removeprefix("speaking.").removeprefix("rules.").partition("[")[0]
            known = field if field in self.fields else None
            if known == "notice_urgent_days":
                self.refuse(known, "assemblies:orders.urgent_longer")
            else:
                self.refuse(known, "assemblies:orders.does_not_hold")


def different(shipped: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """What of `asked` is not as shipped. None stands for a value taken away, where there was one."""
    found: dict[str, Any] = {}
    for name, value in asked.items():
        if name in ("rules", "speaking"):
            inside = different(shipped[name], value)
            if inside:
                found[name] = inside
        elif shipped.get(name) != value:
            found[name] = value
    return found


def _initial(ours: Orders) -> dict[str, Any]:
    raw = ours.data
    values = {name: raw.get(name) for name in raw if name not in ("id", "name", "rules", "speaking")}
    values |= dict(raw["rules"])
    values |= {name: raw["speaking"][name] for name in (*SECONDS, *SWITCHES)}
    values |= {f"quota_{one.name}": str(one.share) for one in ours.speaking.quotas}
    return values | {f"rank_{one.name}": one.rank for one in ours.speaking.order_kinds}
