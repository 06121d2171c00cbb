"""Addresses of the office's pages about terms, under `/werk/`."""

from django.urls import path

from kernkracht.web.office.applications.views.acts import act_view

from .clock import TERM_ACTS, show_term, waive
from .penalty import penalty
from .registers import add_channel, add_day, add_outage, end_channel, end_outage, outages
from .risk import terms
from .settings import setting, settings

CLOCK = "aanvragen/<str:number>/termijn/"

urlpatterns = [
    path(CLOCK, show_term, name="office_term"),
    *(path(f"{CLOCK}{page.slug}/", act_view(page), name=f"office_{page.act}") for page in TERM_ACTS),
    path(f"{CLOCK}ingebrekestelling/<int:pk>/geen-dwangsom/", waive, name="office_waive_penalty"),
    path(f"{CLOCK}dwangsom/", penalty, name="office_penalty"),
    path("termijnen/", terms, name="office_terms"),
    path("storingen/", outages, name="office_outages"),
    path("storingen/nieuw/", add_outage, name="office_outage_add"),
    path("storingen/<int:pk>/voorbij/", end_outage, name="office_outage_end"),
    path("storingen/manier/", add_channel, name="office_channel_add"),
    path("storingen/manier/<int:pk>/stop/", end_channel, name="office_channel_end"),
    path("storingen/vrije-dag/", add_day, name="office_equated_day_add"),
    path("wettelijk/", settings, name="office_legal_settings"),
    path("wettelijk/<str:key>/", setting, name="office_legal_setting"),
]
