"""The picture of a village in the office, under `/werk/dorpsbeeld/`."""

from django.urls import path

from .views import draft, reading, rollout, themes

urlpatterns = [
    path("", reading.overview, name="office_pictures"),
    path("<slug:slug>/", reading.picture, name="office_picture"),
    path("<slug:slug>/versie/<int:number>/", reading.version, name="office_picture_version"),
    path("<slug:slug>/vergelijken/", reading.compare, name="office_picture_compare"),
    path("<slug:slug>/beginnen/", draft.start, name="office_baseline_start"),
    path("<slug:slug>/concept/", draft.page, name="office_baseline"),
    path("<slug:slug>/concept/wat-speelt-er/", draft.going_on, name="office_baseline_going_on"),
    path("<slug:slug>/concept/groep/", draft.group, name="office_baseline_group"),
    path("<slug:slug>/concept/groep/nieuw/", draft.group_new, name="office_baseline_group_new"),
    path("<slug:slug>/concept/groep/<int:pk>/weg/", draft.group_out, name="office_baseline_group_out"),
    path("<slug:slug>/concept/wens/", draft.wish, name="office_baseline_wish_add"),
    path("<slug:slug>/concept/wens/<int:pk>/", draft.wish, name="office_baseline_wish"),
    path("<slug:slug>/concept/wens/<int:pk>/weg/", draft.wish_out, name="office_baseline_wish_out"),
    path("<slug:slug>/concept/uitdaging/", draft.challenge, name="office_baseline_challenge_add"),
    path("<slug:slug>/concept/uitdaging/<int:pk>/omhoog/", draft.challenge_up, name="office_baseline_challenge_up"),
    path("<slug:slug>/concept/uitdaging/<int:pk>/weg/", draft.challenge_out, name="office_baseline_challenge_out"),
    path("<slug:slug>/concept/vaststellen/", draft.adopt, name="office_baseline_adopt"),
    path("<slug:slug>/concept/weggooien/", draft.drop, name="office_baseline_drop"),
    path("<slug:slug>/uitrol/", rollout.page, name="office_rollout"),
    path("<slug:slug>/uitrol/fase/", rollout.phase, name="office_rollout_phase"),
    path("<slug:slug>/onderwerpen/", themes.page, name="office_chosen_themes"),
    path("<slug:slug>/onderwerpen/kiezen/", themes.choose, name="office_chosen_theme_add"),
    path("<slug:slug>/onderwerpen/<int:pk>/", themes.choose, name="office_chosen_theme"),
    path("<slug:slug>/onderwerpen/<int:pk>/afsluiten/", themes.end, name="office_chosen_theme_end"),
]
