"""Forms that speak the member's language, and say what is wrong beside the field."""

from __future__ import annotations

from typing import Any

from django import forms

from .language import Voice

ERRORS = ("required", "invalid", "invalid_choice", "max_length", "min_length", "max_value", "min_value")
UNREADABLE = "null_characters_not_allowed"
"""What Django says in English alone of a character that nobody types."""

TYPED = (forms.TextInput, forms.NumberInput, forms.Textarea)


class HouseForm(forms.Form):
    """A form whose labels and notes are texts: `words = "bodies:found"` gives a field `name` the label `bodies:found.name`
    and, where there is one, the note `bodies:found.name_note`.

    A browser writes down what is typed into a form, to offer it again, and *Leave now* cannot take that away: so it is asked
    not to, of every field.
    """

    words = ""
    template_name = "house/form.html"
    required_css_class = "required"

    def __init__(self, *args: Any, voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.voice = voice
        app, _, section = self.words.partition(":")
        texts = voice.words(app).texts[section]
        for name, field in self.fields.items():
            field.label = voice(f"{self.words}.{name}")
            if isinstance(field.widget, TYPED):
                field.widget.attrs.setdefault("autocomplete", "off")
            if f"{name}_note" in texts:
                field.help_text = voice(f"{self.words}.{name}_note")
            field.error_messages[UNREADABLE] = voice("house:error.invalid")
            for code in ERRORS:
                field.error_messages[code] = _error(
                    voice, code, field
                )  # validators' sentences too: Django prefers these

    def refuse(self, field: str | None, key: str, count: int | None = None, **places: Any) -> None:
        """Say at a field, or of the whole form (None), what does not hold."""
        self.add_error(field, self.voice(key, count, **places))


def _error(voice: Voice, code: str, field: forms.Field) -> str:
    if code in ("max_length", "min_length", "max_value", "min_value"):
        limit = getattr(field, code, None)
        return (
            voice(f"house:error.{code}", limit=limit)
            if isinstance(limit, int)
            else voice("house:error.invalid")
        )
    return voice(f"house:error.{code}")
