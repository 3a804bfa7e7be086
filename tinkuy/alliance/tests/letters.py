"""What the worker sends, as tests read it."""

import re

from django.core import mail as outbox
from django.core.management import call_command


def sent():
    """The letters that the worker sends now, in their order."""
    before = len(outbox.outbox)
    call_command("worker", batch=True, verbosity=0)
    return outbox.outbox[before:]


def link_in(message):
    """The path of the one-time link in this letter."""
    return re.search(r"http://localhost:8000(/enlace/\S+)", message.body)[1]


def token_in(message):
    return link_in(message).split("/")[2]
