"""The living style guide; only on a developer's machine and in the demo."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.office_parts, name="style_office"),
    path("dorp/", views.public_parts, name="style_public"),
    path("formulier/", views.form_parts, name="style_form"),
    path("bevestig/", views.confirm_page, name="style_confirm"),
    path("fouten/<int:code>/", views.error_page, name="style_error"),
]
