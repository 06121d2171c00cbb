from django.urls import path

from . import views

urlpatterns = [
    path("", views.counts, name="office_partner_counts"),
    path("inlezen/", views.take_in, name="office_partner_counts_import"),
    path("trend/", views.trend, name="office_trend_add"),
    path("soorten/", views.kinds, name="office_report_kinds"),
    path("soorten/nieuw/", views.kind_save, name="office_report_kind_add"),
    path("soorten/<int:pk>/", views.kind_save, name="office_report_kind"),
]
