from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tinkuy.meetings"
