"""The walker that the route × role matrix trusts: it forgets nothing and joins addresses from the root."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern
from django.views import View

from .routes import all_routes


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class Page(View):
    pass


def test_every_route_is_walked_with_its_whole_address() -> None:
    inner: list[URLPattern | URLResolver] = [path("<int:number>/", page, name="show"), path("", page)]
    middle: list[URLPattern | URLResolver] = [path("zaken/", include((inner, "cases"), namespace="cases"))]
    outer: list[URLPattern | URLResolver] = [path("werk/", include(middle)), path("dag", Page.as_view(), name="hello")]
    routes = list(all_routes(URLResolver(RegexPattern(r"^/"), outer)))
    assert [(route.pattern, route.full_name) for route in routes] == [
        ("werk/zaken/<int:number>/", "cases:show"),
        ("werk/zaken/", "cases:"),
        ("dag", "hello"),
    ]


def test_the_projects_own_routes_are_told_from_those_of_libraries() -> None:
    by_pattern = {route.pattern: route for route in all_routes()}
    assert by_pattern["healthz"].is_ours
    assert by_pattern["healthz"].full_name == "healthz"
    assert not next(all_routes(URLResolver(RegexPattern(r"^/"), [path("x", Page.as_view())]))).is_ours
