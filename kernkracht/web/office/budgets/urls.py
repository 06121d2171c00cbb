"""Money, under `/werk/geld/`."""

from django.urls import path

from . import redistribution, views

urlpatterns = [
    path("", views.budget_list, name="office_budgets"),
    path("nieuw/", views.open_page, name="office_ceiling_open"),
    path("raad/nieuw/", views.council_budget_new, name="office_council_budget_new"),
    path("raad/<int:pk>/", views.council_budget_change, name="office_council_budget"),
    path("schuiven/", views.transfer_page, name="office_transfer"),
    path("herverdelen/<slug:slug>/<int:year>/", redistribution.redistribution_page, name="office_redistribution"),
    path("herverdeling/<int:pk>/", redistribution.redistribution_done, name="office_redistribution_done"),
    path("<int:pk>/", views.ceiling_page, name="office_ceiling"),
    path("<int:pk>/bedrag/", views.publish_page, name="office_ceiling_publish"),
    path("<int:pk>/weghalen/", views.take_out_page, name="office_ceiling_take_out"),
    path("<int:pk>/instellingen/", views.settings_page, name="office_ceiling_settings"),
]
