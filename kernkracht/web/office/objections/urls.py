"""Objections, under `/werk/bezwaren/`."""

from django.urls import path

from .acts import ACT_PAGES, act_view, take
from .views import case_file, listing, register, show

urlpatterns = [
    path("", listing, name="office_objections"),
    path("nieuw/<str:number>/", register, name="office_objection_new"),
    path("<str:number>/", show, name="office_objection"),
    path("<str:number>/dossier.pdf", case_file, name="office_objection_file"),
    path("<str:number>/oppakken/", take, name="office_objection_take"),
    *(path(f"<str:number>/{page.slug}/", act_view(page), name=f"office_objection_{page.act}") for page in ACT_PAGES),
]
