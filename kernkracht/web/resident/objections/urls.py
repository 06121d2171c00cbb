from django.urls import path

from . import views

FOLLOW = "mijn/bezwaren/<str:token>/"

urlpatterns = [
    path("bezwaar-maken/", views.explain, name="objecting"),
    path("bezwaar/<str:token>/", views.file, name="object"),
    path("bezwaar/<str:token>/<slug:about>/", views.file, name="object_to"),
    path("mijn/bezwaren/", views.overview, name="objections"),
    path(FOLLOW, views.show, name="objection"),
    path(f"{FOLLOW}ondertekenen/", views.sign, name="objection_sign"),
    path(f"{FOLLOW}nieuwe-code/", views.send_code, name="objection_code"),
    path(f"{FOLLOW}aanvullen/", views.repair, name="objection_repair"),
    path(f"{FOLLOW}te-laat/", views.late, name="objection_late"),
    path(f"{FOLLOW}ingebrekestelling/", views.default_notice, name="objection_default"),
    path(f"{FOLLOW}intrekken/", views.withdraw, name="objection_withdraw"),
]
