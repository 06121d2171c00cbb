"""Partners, under `/werk/partners/`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import meetings, promises, register


class PointAct(StringConverter):
    """What can be done with a point."""

    regex = "uitkomst|doorzetten|weghalen"


register_converter(PointAct, "point_act")

urlpatterns = [
    path("", register.partners, name="office_partners"),
    path("nieuw/", register.partner_add, name="office_partner_add"),
    path("soorten/", register.kinds, name="office_partner_kinds"),
    path("soorten/nieuw/", register.kind, name="office_partner_kind_add"),
    path("soorten/<int:pk>/", register.kind, name="office_partner_kind"),
    path("overleggen/", meetings.meetings, name="office_partner_meetings"),
    path("overleggen/nieuw/", meetings.meeting_save, name="office_partner_meeting_add"),
    path("overleggen/<int:pk>/", meetings.meeting, name="office_partner_meeting"),
    path("overleggen/<int:pk>/wijzigen/", meetings.meeting_save, name="office_partner_meeting_change"),
    path("overleggen/<int:pk>/afzeggen/", meetings.meeting_cancel, name="office_partner_meeting_cancel"),
    path("overleggen/<int:pk>/punt/", meetings.point_save, name="office_partner_point_add"),
    path("overleggen/<int:pk>/punt/<int:point_pk>/", meetings.point_save, name="office_partner_point_change"),
    path("punten/", meetings.points, name="office_partner_points"),
    path("punten/<int:pk>/<point_act:act>/", meetings.point_act, name="office_partner_point_act"),
    path("vooruitblik/", promises.outlook, name="office_partner_outlook"),
    path("vooruitblik/nieuw/", promises.outlook_save, name="office_partner_outlook_add"),
    path("vooruitblik/<int:pk>/", promises.outlook_save, name="office_partner_outlook_change"),
    path("vooruitblik/<int:pk>/delen/", promises.outlook_share, name="office_partner_outlook_share"),
    path("vooruitblik/<int:pk>/weghalen/", promises.outlook_remove, name="office_partner_outlook_remove"),
    path("afspraken/", promises.agreements, name="office_partner_agreements"),
    path("afspraken/<int:pk>/voortgang/", promises.progress_add, name="office_partner_progress_add"),
    path("steun/", promises.support, name="office_partner_support"),
    path("steun/nieuw/", promises.support_ask, name="office_partner_support_ask"),
    path("steun/<int:pk>/antwoord/", promises.support_answer, name="office_partner_support_answer"),
    path("steun/<int:pk>/klaar/", promises.support_finish, name="office_partner_support_finish"),
    path("voorzieningen/", promises.provisions, name="office_provisions"),
    path("voorzieningen/nieuw/", promises.provision_save, name="office_provision_add"),
    path("voorzieningen/<int:pk>/", promises.provision_save, name="office_provision_change"),
    path("partner/<slug:slug>/", register.partner, name="office_partner"),
    path("partner/<slug:slug>/wijzigen/", register.partner_change, name="office_partner_change"),
    path("partner/<slug:slug>/beeindigen/", register.partner_end, name="office_partner_end"),
    path("partner/<slug:slug>/contractmanager/", register.contract_manager, name="office_partner_contract_manager"),
    path("partner/<slug:slug>/afspraak/", promises.agreement_save, name="office_partner_agreement_add"),
    path("partner/<slug:slug>/afspraak/<int:pk>/", promises.agreement_save, name="office_partner_agreement_change"),
]
