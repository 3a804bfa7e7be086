"""How one walks in."""

from django.urls import path

from tinkuy.web.views import home, threads

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("hilo/", threads.find, name="thread-find"),
    path("hilo/<str:code>/", threads.thread, name="thread"),
]
