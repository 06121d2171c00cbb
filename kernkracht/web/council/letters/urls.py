from django.urls import path

from . import views

urlpatterns = [
    path("", views.letter_list, name="council_letters"),
    path("<int:year>/", views.letter_page, name="council_letter"),
    path("<int:year>/brief.<str:kind>", views.download, name="council_letter_download"),
    path(
        "<int:year>/cijfers/<int:figure_year>/<slug:scheme>/<slug:code>/", views.cases_page, name="council_letter_cases"
    ),
]
