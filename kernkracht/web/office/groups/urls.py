"""Groups, kinds of groups and covenants, under `/werk/groepen/`."""

from django.urls import path

from .views import approvals, covenants, groups, kinds, people

urlpatterns = [
    path("", groups.group_list, name="office_groups"),
    path("nieuw/", groups.add, name="office_group_add"),
    path("soorten/", kinds.kind_list, name="office_group_kinds"),
    path("soorten/nieuw/", kinds.add, name="office_group_kind_add"),
    path("soorten/<slug:code>/", kinds.change, name="office_group_kind"),
    path("soorten/<slug:code>/naam/", kinds.rename, name="office_group_kind_rename"),
    path("convenanten/", covenants.covenant_list, name="office_covenants"),
    path("convenanten/nieuw/", covenants.add, name="office_covenant_add"),
    path("convenanten/<int:pk>/", covenants.covenant, name="office_covenant"),
    path("convenanten/<int:pk>/wijzigen/", covenants.change, name="office_covenant_change"),
    path("convenanten/<int:pk>/versie/", covenants.version, name="office_covenant_version"),
    path("convenanten/<int:pk>/stoppen/", covenants.end, name="office_covenant_end"),
    path("convenanten/<int:pk>/afspraak/", covenants.duty_add, name="office_duty_add"),
    path("afspraken/<int:pk>/", covenants.duty, name="office_duty"),
    path("afspraken/<int:pk>/<str:day>/", covenants.evidence, name="office_duty_evidence"),
    path("groep/<slug:slug>/", groups.group, name="office_group"),
    path("groep/<slug:slug>/wijzigen/", groups.change, name="office_group_change"),
    path("groep/<slug:slug>/goedkeuren/", groups.approve, name="office_group_approve"),
    path("groep/<slug:slug>/afwijzen/", groups.turn_down, name="office_group_turn_down"),
    path("groep/<slug:slug>/stoppen/", groups.end, name="office_group_end"),
    path("groep/<slug:slug>/terug/", groups.reopen, name="office_group_reopen"),
    path("groep/<slug:slug>/contact/", people.add, name="office_group_contact_add"),
    path("groep/<slug:slug>/rekening/", people.account, name="office_group_account"),
    path("groep/<slug:slug>/maandbericht/", people.feedback, name="office_group_feedback_add"),
    path("contact/<int:pk>/", people.change, name="office_group_contact"),
    path("contact/<int:pk>/stoppen/", people.end, name="office_group_contact_end"),
    path("rekening/<int:pk>/", approvals.account, name="office_group_account_change"),
    path("rekening/<int:pk>/afwijzen/", approvals.account_down, name="office_group_account_down"),
    path("pagina/<int:pk>/", approvals.page, name="office_group_page_change"),
    path("pagina/<int:pk>/afwijzen/", approvals.page_down, name="office_group_page_down"),
    path("maandbericht/<int:pk>/", approvals.feedback, name="office_group_feedback"),
    path("maandbericht/<int:pk>/afwijzen/", approvals.feedback_down, name="office_group_feedback_down"),
]
