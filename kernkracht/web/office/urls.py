"""The office, under `/werk/`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kernkracht.web.office.interests.urls")),
    path("zoeken/", include("kernkracht.web.office.search.urls")),
    path("mensen/werkdruk/", include("kernkracht.web.office.workload.urls")),
    path("mensen/", include("kernkracht.web.office.people.urls")),
    path("dorpen/", include("kernkracht.web.office.villages.urls")),
    path("dorpsbeeld/", include("kernkracht.web.office.baselines.urls")),
    path("", include("kernkracht.web.office.briefings.urls")),  # before the dossier
    path("groepen/", include("kernkracht.web.office.groups.urls")),
    path("", include("kernkracht.web.office.intake.urls")),  # before the dossier: “nieuw” is no number
    path("", include("kernkracht.web.office.terms.urls")),
    path("", include("kernkracht.web.office.applications.urls")),
    path("geld/", include("kernkracht.web.office.budgets.urls")),
    path("betalen/", include("kernkracht.web.office.payments.urls")),
    path("declaraties/", include("kernkracht.web.office.group_payments.urls")),
    path("raadsbrief/", include("kernkracht.web.office.reports.urls")),
    path("regelingen/", include("kernkracht.web.office.schemes.urls")),
    path("verantwoording/", include("kernkracht.web.office.settlements.urls")),
    path("partners/", include("kernkracht.web.office.partners.urls")),
    path("vragen/", include("kernkracht.web.office.questions.urls")),
    path("nieuws-uit-mijn-dorpen/", include("kernkracht.web.office.following.urls")),
    path("meldingen/", include("kernkracht.web.office.observations.urls")),
    path("cijfers/", include("kernkracht.web.office.profiles.urls")),
    path("themas/", include("kernkracht.web.office.themes.urls")),
    path("vrijwilligers/", include("kernkracht.web.office.volunteers.urls")),
    path("bijeenkomsten/", include("kernkracht.web.office.gatherings.urls")),
    path("kanalen/", include("kernkracht.web.office.channels.urls")),
    path("boodschappen/", include("kernkracht.web.office.message_plans.urls")),
    path("vandaag/", include("kernkracht.web.office.desk.urls")),
    path("bezoek/", include("kernkracht.web.office.visits.urls")),
    path("in-het-dorp/", include("kernkracht.web.office.presence.urls")),
    path("stijl/", include("kernkracht.web.office.style.urls")),
    path("logboek/", include("kernkracht.web.office.log.urls")),
    path("bezwaren/", include("kernkracht.web.office.objections.urls")),
    path("post/", include("kernkracht.web.office.mail.urls")),
    path("bewaren/", include("kernkracht.web.office.retention.urls")),
    path("redactie/", include("kernkracht.web.office.editorial.urls")),
]
