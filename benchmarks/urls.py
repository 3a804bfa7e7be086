"""The program's addresses, plus a page that says hello through the same server and the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hola", content_type="text/plain")


urlpatterns = [path("hola/", hello), path("", include("tinkuy.urls"))]
