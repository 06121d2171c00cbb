from django.urls import path

from . import stories, views

REPORT = "verantwoorden/<str:token>/"

urlpatterns = [
    path(REPORT, views.report_page, name="report"),
    path(f"{REPORT}foto/", views.photo_page, name="report_photo_add"),
    path(f"{REPORT}foto/<int:pk>/", views.photo_file, name="report_photo"),
    path(f"{REPORT}foto/<int:pk>/weg/", views.photo_remove, name="report_photo_remove"),
    path(f"{REPORT}bon/", views.receipt_page, name="report_receipt_add"),
    path(f"{REPORT}bon/<int:pk>/weg/", views.receipt_remove, name="report_receipt_remove"),
    path(f"{REPORT}gaat-niet-door/", views.call_off_page, name="report_call_off"),
    path(f"{REPORT}verhaal/", stories.story_page, name="report_story"),
]
