"""``juuristo jobs run [--once] [--json]``: the background worker."""

import logging
import signal

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from juuristo.cli.verbs import Answer, CliCommand, Options
from juuristo.jobs.worker import Worker


class Command(CliCommand):
    help = "Background work: sends mail, chains the audit trail, runs queued tasks"

    def declare(self, parser: CommandParser) -> None:
        run = self.verbs(parser).add("run", self.run_worker, help="work until told to stop")
        run.add_argument(
            "--once", action="store_true", help="do everything that is due now, then leave"
        )

    def run_worker(self, options: Options) -> Answer:
        # The library says "no more tasks" each time the queue is empty: once a second.
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        worker = Worker()
        if options["once"]:
            worker.run_once()
        else:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: worker.stop())
            worker.run()
        tally = worker.tally
        text = _("Kierroksia %(rounds)d, tehtäviä %(tasks)d, epäonnistui %(failed)d.") % {
            "rounds": sum(each["runs"] for each in tally.rounds.values()),
            "tasks": tally.tasks["done"],
            "failed": tally.tasks["failed"] + sum(e["failed"] for e in tally.rounds.values()),
        }
        document = {"worker": worker.name, "rounds": tally.rounds, "tasks": tally.tasks}
        return Answer(text, document)
