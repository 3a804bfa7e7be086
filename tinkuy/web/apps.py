from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tinkuy.web"

    def ready(self) -> None:
        from tinkuy.web.queries import searching

        searching.register()
