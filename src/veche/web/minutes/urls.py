from __future__ import annotations

from django.urls import path

from .views import approving, editing, files, reading

HERE = "minutes/<uuid:assembly_id>/"

urlpatterns = [
    path("bodies/<uuid:body_id>/minutes/", reading.minutes_of, name="minutes_of"),
    path(HERE, reading.minutes, name="minutes"),
    path(f"{HERE}draft/", editing.draft, name="draft_minutes"),
    path(f"{HERE}changes/", reading.changes, name="minutes_changes"),
    path(f"{HERE}edit/", editing.desk, name="edit_minutes"),
    path(f"{HERE}entries/<slug:entry_id>/", editing.entry, name="minutes_entry"),
    path(f"{HERE}entries/<slug:entry_id>/after/", editing.add, name="add_to_minutes"),
    path(f"{HERE}propose/", approving.propose, name="propose_minutes"),
    path(f"{HERE}remark/", approving.remark, name="remark_on_minutes"),
    path(f"{HERE}publish/", approving.publish, name="publish_minutes"),
    path(f"{HERE}minutes.pdf", files.internal_pdf, name="minutes_pdf"),
    path(f"{HERE}minutes.html", files.internal_html, name="minutes_html"),
    path(f"{HERE}public/", reading.public, name="public_minutes"),
    path(f"{HERE}public.pdf", files.public_pdf, name="public_minutes_pdf"),
    path(f"{HERE}public.html", files.public_html, name="public_minutes_html"),
]
