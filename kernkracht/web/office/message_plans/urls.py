"""`/werk/boodschappen/`."""

from django.urls import path

from .views import lists, message, uses

urlpatterns = [
    path("", lists.messages, name="office_message_plans"),
    path("nieuw/", message.add, name="office_message_plan_add"),
    path("kalender/", lists.calendar, name="office_message_plan_calendar"),
    path("inzet/<int:pk>/dag/", uses.move, name="office_message_plan_use_move"),
    path("inzet/<int:pk>/gebeurd/", uses.finish, name="office_message_plan_use_done"),
    path("inzet/<int:pk>/vervalt/", uses.drop, name="office_message_plan_use_drop"),
    path("inzet/<int:pk>/effect/", uses.score, name="office_message_plan_use_score"),
    path("groepen/<int:pk>/verteld/", message.group_told, name="office_message_plan_group_told"),
    path("<int:pk>/", message.message, name="office_message_plan"),
    path("<int:pk>/wijzigen/", message.change, name="office_message_plan_change"),
    path("<int:pk>/factor-c/", message.factor_c, name="office_message_plan_factor_c"),
    path("<int:pk>/kanalen/", uses.suggestions, name="office_message_plan_channels"),
    path("<int:pk>/kanalen/<int:channel_pk>/", uses.choose, name="office_message_plan_choose"),
    path("<int:pk>/plannen/", message.plan_it, name="office_message_plan_decide"),
    path("<int:pk>/terug/", message.take_back, name="office_message_plan_take_back"),
    path("<int:pk>/afzeggen/", message.call_off, name="office_message_plan_call_off"),
    path("<int:pk>/groepen/", message.groups, name="office_message_plan_groups"),
    path("<int:pk>/afsluiten/", message.close, name="office_message_plan_close"),
    path("<int:pk>/afronden/", message.evaluate, name="office_message_plan_evaluate"),
]
