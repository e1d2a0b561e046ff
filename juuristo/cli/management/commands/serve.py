"""``juuristo serve``: one web process and one worker, in the foreground, until SIGTERM."""

import errno
import http.client
import ipaddress
import os
import socket
import sys

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from juuristo.cli.supervisor import Child, Supervisor
from juuristo.cli.verbs import BadInput, CliCommand, Failed, Options, add_json, json_text


class Command(CliCommand):
    help = "serve the product and do its background work, until stopped"

    def declare(self, parser: CommandParser) -> None:
        add_json(parser)
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")

    def answer(self, options: Options) -> None:
        host, port = options["host"], options["port"]
        check_address(host, port)
        check_set_up()
        env = environment(host, port)
        self.options, self.env, self.told = options, env, False
        children = [
            Child("web", web_command(host, port), env),
            Child("jobs", [sys.executable, "-P", "-m", "juuristo", "jobs", "run"], env),
        ]
        Supervisor(children, self.tell_of_death).run(self.tell_when_open)

    def tell_of_death(self, name: str, code: int, pause: float) -> None:
        self.stderr.write(
            _("Prosessi %(name)s päättyi (%(code)s) ja käynnistyy uudelleen %(pause)d s kuluttua.")
            % {"name": name, "code": code, "pause": pause}
        )

    def tell_when_open(self) -> None:
        """Say the address once, when the first answer comes."""
        if self.told or not answers(self.options["host"], self.options["port"]):
            return
        self.told = True
        url = self.env["JUURISTO_URL"]
        if self.options["json"]:
            self.stdout.write(json_text({"url": url, "pid": os.getpid()}))
        else:
            self.stdout.write(
                _("Juuristo on auki osoitteessa %(url)s (Ctrl+C sulkee).") % {"url": url}
            )
        self.stdout.flush()


def port_number(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(host: str, port: int) -> None:
    """Refuse at once and in one line what the web process would refuse again and again.

    The web process shares ports (SO_REUSEPORT), so it would not even notice a taken one.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            message = _("Portti %(port)d on jo käytössä. Valitse toinen: PORT=%(next)d make run.")
            raise Failed("port_taken", message % {"port": port, "next": port + 1}) from fault
        message = _("Osoitetta %(host)s:%(port)d ei voi avata: %(fault)s")
        raise BadInput(
            "bad_address", message % {"host": host, "port": port, "fault": fault.strerror}
        ) from fault


def check_set_up() -> None:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as fault:
        message = _("Tietokantaan ei saatu yhteyttä: %(fault)s") % {"fault": fault}
        raise Failed("database_unreachable", message) from fault
    finally:
        connection.close()
    if missing or not settings.STATIC_ROOT.is_dir():
        raise Failed("not_set_up", _("Aja ensin juuristo setup."))


def environment(host: str, port: int) -> dict[str, str]:
    """Return what the children are told: same code, same data, where they are reached."""
    env = {
        **os.environ,
        "PYTHONPATH": str(settings.BASE_DIR),
        "JUURISTO_DATA": str(settings.DATA_DIR),
    }
    anywhere = host in {"0.0.0.0", "::"}  # noqa: S104
    name = "127.0.0.1" if anywhere else f"[{host}]" if ":" in host else host
    env.setdefault("JUURISTO_URL", f"http://{name}:{port}")
    env.pop("JUURISTO_BOUND_TO_LOOPBACK", None)
    if is_loopback(host):
        env["JUURISTO_BOUND_TO_LOOPBACK"] = "1"
    return env


def web_command(host: str, port: int) -> list[str]:
    """No access log: addresses may carry tokens (trust T3)."""
    return [
        *(sys.executable, "-P", "-m", "granian", "--interface", "asginl"),
        *("--host", host, "--port", str(port), "--workers", "1", "--workers-kill-timeout", "5"),
        *("--log-level", "warning", "--no-access-log", "config.asgi:application"),
    ]


def answers(host: str, port: int) -> bool:
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    asked = http.client.HTTPConnection(anywhere.get(host, host), port, timeout=2)
    try:
        asked.request("GET", "/healthz")
        asked.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
    return True
