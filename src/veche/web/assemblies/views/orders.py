"""By which standing orders an assembly goes, and where they are not as shipped."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.web.house.language import voice_of

from ..access import hall
from ..access.hall import Viewer
from ..actions import calling
from ..forms.orders import ChooseForm, OrdersForm
from ..models import Stage
from ..presenting import orders_name, rows
from .calling import must_prepare, seen
from .entering import in_hall


@in_hall
def standing_orders(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every value, for everybody."""
    assembly, voice = seen(viewer), voice_of(request)
    ours = hall.orders_of(assembly)
    places = {
        "assembly": assembly,
        "name": orders_name(ours, voice),
        "rows": rows(ours, voice),
        "may_change": viewer.prepares and assembly.stage == Stage.DRAFT,
        "changed": bool(ours.differences()),
    }
    return render(request, "assemblies/orders.html", places)


@in_hall
def change_orders(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Other orders, or other values in them, before it is called."""
    must_prepare(viewer)
    assembly, voice = viewer.assembly, voice_of(request)
    ours = hall.orders_of(assembly)
    choosing = "orders" in request.POST
    choose = ChooseForm(request.POST if choosing else None, initial={"orders": ours.id}, voice=voice)
    form = OrdersForm(request.POST if request.POST and not choosing else None, ours=ours, voice=voice)
    if choosing and choose.is_valid():
        calling.set_orders(viewer, choose.cleaned_data["orders"], {})
        return redirect("change_orders", assembly.pk)
    if not choosing and form.is_valid():
        calling.set_orders(viewer, ours.id, form.changes())
        return redirect("standing_orders", assembly.pk)
    places = {"assembly": assembly, "choose": choose, "form": form, "name": orders_name(ours, voice)}
    return render(request, "assemblies/change_orders.html", places)
