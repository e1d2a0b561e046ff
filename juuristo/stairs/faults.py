"""What is wrong with a plan, a walk or a time that was given."""


class StairsError(ValueError):
    """Carries a machine-readable ``code`` and a Finnish ``template`` with its ``values``.

    This layer knows no translator: whoever shows the message translates the template.
    """

    def __init__(self, code: str, template: str, **values: object) -> None:
        super().__init__(template % values if values else template)
        self.code = code
        self.template = template
        self.values = values


def gettext_noop(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown."""
    return text
