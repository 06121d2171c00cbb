"""Addresses of the office's work on applications, under `/werk/`."""

from django.urls import path, re_path

from .views.acts import ACT_PAGES, PLAIN_ACTS, act_view, give_advice, judge, plain_act
from .views.show import show_case
from .views.stack import stack
from .views.work_list import work_list

CASE = "aanvragen/<str:number>/"
_plain = "|".join(PLAIN_ACTS)

urlpatterns = [
    path("", work_list, name="office_work"),
    path("besluiten/", stack, name="office_stack"),
    path(CASE, show_case, name="office_case"),
    path(f"{CASE}beoordelen/<slug:criterion>/", judge, name="office_judge"),
    path(f"{CASE}advies/", give_advice, name="office_give_advice"),
    re_path(rf"^aanvragen/(?P<number>[^/]+)/(?P<act>{_plain})/$", plain_act, name="office_plain_act"),
    *(path(f"{CASE}{page.slug}/", act_view(page), name=f"office_{page.act}") for page in ACT_PAGES),
]
