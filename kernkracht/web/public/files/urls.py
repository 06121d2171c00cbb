from django.urls import path

from . import views

urlpatterns = [
    path("bijlage/<uuid:key>/", views.attachment, name="attachment"),
    path("portret/<uuid:key>/", views.portrait, name="portrait"),
    path("brief/<uuid:key>/", views.letter_pdf, name="letter"),
    path("brief/<uuid:key>/lezen/", views.letter_page, name="letter_page"),
]
