"""Volunteering, under `/werk/vrijwilligers/`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import people, prizes, requests


class HelpStep(StringConverter):
    regex = "openen|sluiten"


class OfferStep(StringConverter):
    regex = "overdragen|afronden"


class RoundStep(StringConverter):
    regex = "openen|jury|heropenen|bekendmaken"


for _name, _converter in (("help_step", HelpStep), ("offer_step", OfferStep), ("round_step", RoundStep)):
    register_converter(_converter, _name)

urlpatterns = [
    path("", requests.help_list, name="office_help"),
    path("hulp/nieuw/", requests.help_save, name="office_help_add"),
    path("hulp/<int:pk>/", requests.help_save, name="office_help_change"),
    path("hulp/<int:pk>/<help_step:step>/", requests.help_move, name="office_help_move"),
    path("paginas/", requests.pages, name="office_info_pages"),
    path("paginas/<slug:code>/", requests.page_change, name="office_info_page"),
    path("steunpunt/", requests.point, name="office_support_point"),
    path("aanbod/", people.offers, name="office_offers"),
    path("aanbod/<int:pk>/<offer_step:step>/", people.offer_move, name="office_offer_move"),
    path("kennis/", people.knowledge_list, name="office_knowledge"),
    path("prijzen/", prizes.rounds, name="office_prizes"),
    path("prijzen/nieuw/", prizes.round_save, name="office_prize_add"),
    path("prijzen/<int:pk>/", prizes.round_page, name="office_prize"),
    path("prijzen/<int:pk>/wijzigen/", prizes.round_save, name="office_prize_change"),
    path("prijzen/<int:pk>/stap/<round_step:step>/", prizes.round_move, name="office_prize_move"),
    path("prijzen/<int:pk>/jurylid/", prizes.jury_add, name="office_jury_add"),
    path("prijzen/jurylid/<int:pk>/weghalen/", prizes.jury_remove, name="office_jury_remove"),
    path("prijzen/voordracht/<int:pk>/winnaar/", prizes.winner, name="office_winner"),
]
