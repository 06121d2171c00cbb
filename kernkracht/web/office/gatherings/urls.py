"""`/werk/bijeenkomsten/`."""

from django.urls import path

from .views import lists, outcomes, people, planning, taking_over

urlpatterns = [
    path("", lists.gatherings, name="office_gatherings"),
    path("nieuw/", planning.plan, name="office_gathering_plan"),
    path("overnemen/", taking_over.take_over, name="office_gathering_take_over"),
    path("reeks/", planning.plan_series, name="office_gathering_series_plan"),
    path("reeks/<int:pk>/", lists.series, name="office_gathering_series"),
    path("actiepunten/", lists.points, name="office_gathering_points"),
    path("actiepunten/<int:pk>/", lists.point_done, name="office_gathering_point_done"),
    path("soorten/", lists.kinds, name="office_gathering_kinds"),
    path("soorten/nieuw/", lists.kind_save, name="office_gathering_kind_add"),
    path("soorten/<int:pk>/", lists.kind_save, name="office_gathering_kind"),
    path("tijden/<int:pk>/", people.slot_change, name="office_gathering_slot"),
    path("tijden/<int:pk>/weghalen/", people.slot_remove, name="office_gathering_slot_remove"),
    path("aanmeldingen/<int:pk>/aanwezig/", people.present, name="office_gathering_present"),
    path("aanmeldingen/<int:pk>/weghalen/", people.sign_up_remove, name="office_gathering_sign_up_remove"),
    path("<int:pk>/", people.gathering, name="office_gathering"),
    path("<int:pk>/wijzigen/", planning.change, name="office_gathering_change"),
    path("<int:pk>/verplaatsen/", planning.move, name="office_gathering_move"),
    path("<int:pk>/meedoen/", planning.switch, name="office_gathering_switch"),
    path("<int:pk>/afzeggen/", planning.cancel, name="office_gathering_cancel"),
    path("<int:pk>/uitnodigen/", planning.invite, name="office_gathering_invite"),
    path("<int:pk>/inschrijven/", people.sign_up_enter, name="office_gathering_enter"),
    path("<int:pk>/deur/", people.door, name="office_gathering_door"),
    path("<int:pk>/deur/code.svg", people.door_picture, name="office_gathering_door_picture"),
    path("<int:pk>/tellen/", people.count, name="office_gathering_count"),
    path("<int:pk>/uitkomst/", outcomes.outcome, name="office_gathering_outcome"),
    path("<int:pk>/actiepunt/", outcomes.action_point, name="office_gathering_point_add"),
    path("<int:pk>/document/", outcomes.document, name="office_gathering_document"),
    path("<int:pk>/mening/", outcomes.ask_feedback, name="office_gathering_feedback"),
]
