from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import acts, division, lists, mail, polls, show


class QuestionNumber(StringConverter):
    regex = r"V-\d{4}-\d{4,}"


register_converter(QuestionNumber, "question_number")

urlpatterns = [
    path("", lists.question_list, name="office_questions"),
    path("nieuw/", acts.enter, name="office_question_new"),
    path("achterstand/", lists.overdue, name="office_questions_overdue"),
    path("verdeling/", division.owners, name="office_theme_owners"),
    path("verdeling/nieuw/", division.owner_save, name="office_theme_owner_add"),
    path("verdeling/<int:pk>/", division.owner_save, name="office_theme_owner"),
    path("post/", mail.mail_list, name="office_question_mail"),
    path("post/<int:pk>/", mail.mail_take, name="office_question_mail_take"),
    path("post/<int:pk>/wegleggen/", mail.mail_leave, name="office_question_mail_leave"),
    path("peilingen/", polls.poll_list, name="office_polls"),
    path("peilingen/nieuw/", polls.poll_open, name="office_poll_add"),
    path("peilingen/<int:pk>/stoppen/", polls.poll_stop, name="office_poll_stop"),
    path("<question_number:number>/", show.question_page, name="office_question"),
    path("<question_number:number>/plek.svg", show.place, name="office_question_place"),
    path("<question_number:number>/foto/", show.photo, name="office_question_photo"),
    path("<question_number:number>/verdelen/", acts.route, name="office_question_route"),
    path("<question_number:number>/antwoord/", acts.answer, name="office_question_answer"),
    path("<question_number:number>/voortgang/", acts.progress, name="office_question_progress"),
    path("<question_number:number>/meedenken/", acts.draw_in, name="office_question_draw_in"),
    path("<question_number:number>/meedenken/<int:pk>/", acts.reply, name="office_question_reply"),
    path("<question_number:number>/notitie/", acts.note, name="office_question_note"),
    path("<question_number:number>/samenvoegen/", acts.merge, name="office_question_merge"),
    path("<question_number:number>/losmaken/", acts.separate, name="office_question_separate"),
    path("<question_number:number>/heropenen/", acts.reopen, name="office_question_reopen"),
    path("<question_number:number>/website/", acts.publish, name="office_question_publish"),
    path("<question_number:number>/van-website/", acts.unpublish, name="office_question_unpublish"),
]
