"""`tinkuy serve` starts only where nobody else answers."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_serve_refuses_a_port_that_another_program_has():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as servers of several processes do
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"elige otro: tinkuy serve --port {port + 1}"):
            call_command("serve", port=port)
