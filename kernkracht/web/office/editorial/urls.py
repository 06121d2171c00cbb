"""The editors' desk, under `/werk/redactie/`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from . import films, learning, pages, terms, writing


class PageStep(StringConverter):
    regex = "overdragen|teruggeven|publiceren|weghalen"


register_converter(PageStep, "page_step")

urlpatterns = [
    path("", pages.page_list, name="office_pages"),
    path("nieuw/", writing.choose, name="office_page_new"),
    path("nieuw/<slug:kind>/", writing.begin, name="office_page_begin"),
    path("leren/", learning.learning, name="office_learning"),
    path("hulpmiddelen/", learning.means, name="office_means"),
    path("lezen/<slug:slug>/", learning.read, name="office_read"),
    path("lezen/plan/<slug:slug>/", learning.read_story, name="office_read_story"),
    path("woorden/", terms.term_list, name="office_words"),
    path("woorden/nieuw/", terms.term_save, name="office_word_add"),
    path("woorden/<int:pk>/", terms.term_save, name="office_word"),
    path("aanpakken/nieuw/", terms.approach_save, name="office_approach_add"),
    path("aanpakken/<int:pk>/", terms.approach_save, name="office_approach"),
    path("standaardteksten/", pages.load_standard, name="office_pages_standard"),
    path("films/", films.film_list, name="office_films"),
    path("films/nieuw/", films.film_add, name="office_film_add"),
    path("films/kiezen/", films.film_choices, name="office_film_choices"),
    path("films/<int:pk>/", films.film_detail, name="office_film"),
    path("films/<int:pk>/wijzigen/", films.film_change, name="office_film_change"),
    path("films/<int:pk>/verwijderen/", films.film_remove, name="office_film_remove"),
    path("beelden/", writing.picture_add, name="office_picture_add"),
    path("<int:pk>/", pages.page_detail, name="office_page"),
    path("<int:pk>/schrijven/", writing.write, name="office_page_write"),
    path("<int:pk>/voorbeeld/<int:number>/", pages.preview, name="office_page_preview"),
    path("<int:pk>/vergelijken/", pages.compare, name="office_page_compare"),
    path("<int:pk>/terugzetten/<int:number>/", pages.restore, name="office_page_restore"),
    path("<int:pk>/<page_step:step>/", pages.page_act, name="office_page_act"),
]
