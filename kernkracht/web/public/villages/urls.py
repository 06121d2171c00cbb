from django.urls import path

from . import page, timeline, views

urlpatterns = [
    path("", views.village_list, name="villages"),
    path("<slug:slug>/", page.village_page, name="village"),
    path("<slug:slug>/tijdlijn/", timeline.village_timeline, name="village_timeline"),
]
