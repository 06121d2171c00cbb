"""Schemes, under `/werk/regelingen/`."""

from django.urls import path

from .views import differences, general, life, listing, rules, trying, version

RULE = "<int:pk>/regels/<slug:key>/"

urlpatterns = [
    path("", listing.scheme_list, name="office_schemes"),
    path("nieuw/", listing.scheme_new, name="office_scheme_new"),
    path("inlezen/", listing.scheme_import, name="office_scheme_import"),
    path("<int:pk>/", version.version_page, name="office_scheme"),
    path("<int:pk>/bestand/", version.download, name="office_scheme_file"),
    path("<int:pk>/bekijken/", version.preview, name="office_scheme_preview"),
    path("<int:pk>/proberen/", trying.try_page, name="office_scheme_try"),
    path("<int:pk>/proberen/<int:number>/weghalen/", trying.drop_case, name="office_scheme_drop_case"),
    path("<int:pk>/wijzigen/<slug:part>/", general.part_page, name="office_scheme_part"),
    path("<int:pk>/kopie/", life.copy_page, name="office_scheme_copy"),
    path("<int:pk>/publiceren/", life.publish_page, name="office_scheme_publish"),
    path("<int:pk>/sluiten/", life.close_page, name="office_scheme_close"),
    path("<int:pk>/weggooien/", life.discard_page, name="office_scheme_discard"),
    path("<int:pk>/regel-erbij/", rules.choose_kind, name="office_scheme_kinds"),
    path("<int:pk>/regel-erbij/<slug:kind>/", rules.add_rule, name="office_scheme_rule_add"),
    path(RULE, rules.rule_page, name="office_scheme_rule"),
    path(f"{RULE}verplaatsen/", rules.move_rule, name="office_scheme_rule_move"),
    path(f"{RULE}weghalen/", rules.remove_rule, name="office_scheme_rule_remove"),
    path(f"{RULE}dorp/", differences.choose_village, name="office_scheme_rule_villages"),
    path(f"{RULE}dorp/<slug:slug>/", differences.village_page, name="office_scheme_rule_village"),
    path(f"{RULE}staffel/<slug:tier>/", differences.choose_change, name="office_scheme_rule_changes"),
    path(f"{RULE}staffel/<slug:tier>/<slug:target>/", differences.tier_page, name="office_scheme_rule_change"),
]
