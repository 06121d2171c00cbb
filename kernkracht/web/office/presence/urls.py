"""`/werk/in-het-dorp/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.presences, name="office_presence"),
    path("nieuw/", views.plan, name="office_presence_plan"),
    path("<int:pk>/wijzigen/", views.change, name="office_presence_change"),
    path("<int:pk>/afzeggen/", views.cancel, name="office_presence_cancel"),
    path("groepen/", views.contacts, name="office_group_contacts"),
    path("groepen/<slug:slug>/", views.contact_log, name="office_group_contact_log"),
    path("groepen/contact/<int:pk>/weghalen/", views.contact_remove, name="office_group_contact_remove"),
]
