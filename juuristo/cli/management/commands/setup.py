from juuristo.cli.verbs import Answer, CliCommand, Options


class Command(CliCommand):
    help = "make the data folder and the database ready, or up to date"

    def answer(self, options: Options) -> Answer:
        return Answer("ok", {"a": 1})
