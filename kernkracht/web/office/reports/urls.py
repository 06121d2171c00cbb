"""Letters to the council, under `/werk/raadsbrief/`."""

from django.urls import path

from . import messages, views

urlpatterns = [
    path("", views.letter_list, name="office_council_letters"),
    path("bericht/", messages.council_message, name="office_council_message"),
    path("<int:pk>/", views.letter_page, name="office_council_letter"),
    path("<int:pk>/teksten/", views.texts_page, name="office_council_letter_texts"),
    path("<int:pk>/vastzetten/", views.freeze_page, name="office_council_letter_freeze"),
    path("<int:pk>/brief.<str:kind>", views.download, name="office_council_letter_download"),
    path(
        "<int:pk>/cijfers/<int:year>/<slug:scheme>/<slug:code>/", views.cases_page, name="office_council_letter_cases"
    ),
]
