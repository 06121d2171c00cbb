from django.urls import path

from . import views

urlpatterns = [
    path("uitleg/", views.explanations, name="explanations"),
    path("uitleg/<slug:slug>/", views.explanation, name="explanation"),
    path("beeld/<uuid:key>/", views.picture, name="picture"),
]
