from django.urls import path

from . import views

urlpatterns = [
    path("uitleg/", views.explanations, name="explanations"),
    path("uitleg/<slug:slug>/", views.explanation, name="explanation"),
    path("beeld/<uuid:key>/", views.picture, name="picture"),
    path("film/<uuid:key>/", views.film, name="film"),
    path("film/<uuid:key>/ondertitels.vtt", views.film_captions, name="film_captions"),
    path("film/<uuid:key>/tekst.txt", views.film_text, name="film_text"),
]
