"""`tinkuy serve`: the production server, with its static files gathered first."""

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Serve the site (Granian). Gathers the static files first; Ctrl-C stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", default="auto", help="processes; auto: one for each core, four at most")
        parser.add_argument("--threads", type=int, default=4, help="requests that each process answers at a time")
        parser.add_argument("--no-static", action="store_true", help="the static files are gathered already")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken(options["host"], options["port"])
        if not options["no_static"]:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Tinkuy: {settings.SITE_URL}  (http://{options['host']}:{options['port']}, Ctrl-C: fin)")
        self.stdout.flush()
        serve(options["host"], options["port"], worker_count(options["workers"]), options["threads"])


def refuse_taken(host: str, port: int) -> None:
    """Say so when another program has this port: the server's processes share ports, and would share it with strangers too."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"No se puede atender en {host}:{port} ({error.strerror}). Si otro programa usa ese puerto, elige otro: "
                f"tinkuy serve --port {port + 1}, o make demo PORT={port + 1}"
            ) from error


def worker_count(asked: str) -> int:
    """How many processes `auto` or a number means."""
    return min(4, os.cpu_count() or 1) if asked == "auto" else int(asked)


def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Answer until stopped. A process that dies is started again."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "tinkuy.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
