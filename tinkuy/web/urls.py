"""How one walks in."""

from django.urls import path

from tinkuy.web.views import home, permanent, searching, sources, threads

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("id/<uuid:pk>/", permanent.permanent, name="permanent"),
    path("buscar/", searching.search, name="search"),
    path("fuentes/", sources.sources, name="sources"),
    path("fuentes.csv", sources.sources_csv, name="sources-csv"),
    path("hilo/", threads.find, name="thread-find"),
    path("hilo/<str:code>/", threads.thread, name="thread"),
]
