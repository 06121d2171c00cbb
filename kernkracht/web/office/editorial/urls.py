"""The editors' desk, under `/werk/redactie/`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from . import pages, writing


class PageStep(StringConverter):
    regex = "overdragen|teruggeven|publiceren|weghalen"


register_converter(PageStep, "page_step")

urlpatterns = [
    path("", pages.page_list, name="office_pages"),
    path("nieuw/", writing.choose, name="office_page_new"),
    path("nieuw/<slug:kind>/", writing.begin, name="office_page_begin"),
    path("standaardteksten/", pages.load_standard, name="office_pages_standard"),
    path("beelden/", writing.picture_add, name="office_picture_add"),
    path("<int:pk>/", pages.page_detail, name="office_page"),
    path("<int:pk>/schrijven/", writing.write, name="office_page_write"),
    path("<int:pk>/voorbeeld/<int:number>/", pages.preview, name="office_page_preview"),
    path("<int:pk>/vergelijken/", pages.compare, name="office_page_compare"),
    path("<int:pk>/terugzetten/<int:number>/", pages.restore, name="office_page_restore"),
    path("<int:pk>/<page_step:step>/", pages.page_act, name="office_page_act"),
]
