"""What members fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from veche.web.house.forms import HouseForm
from veche.web.house.language import OWN_NAMES, Voice

from .codes import LONGEST_TYPED
from .models import Kind, Mode, Office, Turnout
from .names import LONGEST, clean
from .register import LONGEST_ADDRESS, LONGEST_NAME, RegisterError, public_from

LONGEST_BODY = 80


class Line(forms.CharField):
    """One line without what cannot be seen; of nothing but that, it is empty."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class MemberName(Line):
    def __init__(self) -> None:
        plain = {"autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=LONGEST, widget=forms.TextInput(attrs=plain))


class Code(forms.CharField):
    def __init__(self) -> None:
        plain = {
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "code",
        }
        super().__init__(max_length=LONGEST_TYPED, widget=forms.TextInput(attrs=plain))


class OneOf(forms.ChoiceField):
    """One of a few, all seen at once; each is said by its own text."""

    def __init__(self, texts: str, values: Iterable[str], **more: Any) -> None:
        self.texts, self.values = texts, tuple(values)
        super().__init__(choices=[(value, value) for value in self.values], widget=forms.RadioSelect, **more)

    def speak(self, voice: Voice) -> None:
        self.choices = [(value, voice(self.texts.format(value))) for value in self.values]


class BodiesForm(HouseForm):
    def __init__(self, *args: Any, voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        for field in self.fields.values():
            if isinstance(field, OneOf):
                field.speak(voice)


class FoundForm(BodiesForm):
    words = "bodies:found"
    kind = OneOf("bodies:kind.{}", Kind.values)
    name = Line(max_length=LONGEST_BODY)
    member_name = MemberName()
    mode = OneOf("bodies:mode.{}", Mode.values, initial=Mode.NAMES)


class SettingsForm(BodiesForm):
    words = "bodies:settings"
    name = Line(max_length=LONGEST_BODY)
    vouchers = forms.IntegerField(min_value=1, max_value=5)
    all_invite = OneOf("bodies:who_invites.{}", ("stewards", "everybody"))
    turnout = OneOf("bodies:turnout.{}", Turnout.values)


class InviteForm(BodiesForm):
    words = "bodies:invite"
    number = forms.IntegerField(min_value=1, max_value=50, initial=1)
    days = forms.IntegerField(min_value=1, max_value=30, initial=7)
    language = forms.ChoiceField(choices=list(OWN_NAMES.items()), widget=forms.RadioSelect)


class JoinForm(BodiesForm):
    words = "bodies:join"
    code = Code()


class NameForm(BodiesForm):
    words = "bodies:welcome"
    name = MemberName()


class VouchForm(BodiesForm):
    words = "bodies:vouch"
    code = Code()


class OfficeCodeForm(BodiesForm):
    words = "bodies:give"
    code = Code()


class OfficeForm(BodiesForm):
    words = "bodies:give"
    office = OneOf("bodies:office.{}", Office.values)


class ProposeForm(BodiesForm):
    words = "bodies:propose"
    code = Code()


class EntryForm(BodiesForm):
    words = "bodies:entry"
    legal_name = Line(max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    address = Line(max_length=LONGEST_ADDRESS, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class KeyForm(BodiesForm):
    words = "bodies:register_key"
    key = forms.CharField(
        max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "code"})
    )

    def clean_key(self) -> bytes | None:
        try:
            return public_from(self.cleaned_data["key"])
        except RegisterError:
            self.refuse("key", "bodies:register_key.wrong")
            return None
