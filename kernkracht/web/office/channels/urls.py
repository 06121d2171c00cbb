"""`/werk/kanalen/`."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.channels, name="office_village_channels"),
    path("nieuw/", views.channel_add, name="office_village_channel_add"),
    path("wat-werkt/", views.effects, name="office_village_channel_effects"),
    path("soorten/", views.kinds, name="office_village_channel_kinds"),
    path("soorten/nieuw/", views.kind_save, name="office_village_channel_kind_add"),
    path("soorten/<int:pk>/", views.kind_save, name="office_village_channel_kind"),
    path("doelgroepen/", views.target_groups, name="office_target_groups"),
    path("doelgroepen/nieuw/", views.target_group_save, name="office_target_group_add"),
    path("doelgroepen/<int:pk>/", views.target_group_save, name="office_target_group"),
    path("<int:pk>/", views.channel, name="office_village_channel"),
    path("<int:pk>/wijzigen/", views.channel_change, name="office_village_channel_change"),
    path("<int:pk>/stoppen/", views.channel_end, name="office_village_channel_end"),
    path("<int:pk>/hervatten/", views.channel_resume, name="office_village_channel_resume"),
    path("<int:pk>/contact/", views.contact_save, name="office_village_channel_contact"),
    path("<int:pk>/contact/wissen/", views.contact_remove, name="office_village_channel_contact_remove"),
]
