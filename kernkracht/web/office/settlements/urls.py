from django.urls import path

from . import acts, money, show

CASE = "<str:number>/"

urlpatterns = [
    path("", show.report_list, name="office_reports"),
    path(CASE, show.report_page, name="office_report"),
    path(f"{CASE}foto/<int:pk>/", show.photo_file, name="office_report_photo"),
    path(f"{CASE}papier/", acts.paper, name="office_report_paper"),
    path(f"{CASE}terugsturen/", acts.back_to_receiver, name="office_report_send_back"),
    path(f"{CASE}gaat-niet-door/", acts.called_off, name="office_report_call_off"),
    path(f"{CASE}verhaal/", acts.story, name="office_report_story"),
    path(f"{CASE}verhaal/weghalen/", acts.story_withdraw, name="office_report_story_withdraw"),
    path(f"{CASE}vaststellen/", money.whole, name="office_settle"),
    path(f"{CASE}lager/", money.propose, name="office_settle_lower"),
    path(f"{CASE}wijzigen/", money.change, name="office_settle_change"),
    path(f"{CASE}besluiten/", money.decide, name="office_settle_decide"),
    path(f"{CASE}teruggeven/", money.give_back, name="office_settle_return"),
    path(f"{CASE}terugvorderen/", money.ask_back, name="office_recover"),
    path(f"{CASE}terugbetaald/", money.repaid, name="office_repayment"),
    path(f"{CASE}verrekenen/", money.set_off_page, name="office_set_off"),
    path(f"{CASE}afboeken/", money.give_up, name="office_write_off"),
]
