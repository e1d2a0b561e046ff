"""What the background worker leaves behind so that others see it is alive."""

from django.db import models


class Heartbeat(models.Model):
    """When a worker last drew breath; ``/healthz`` wants it younger than 90 s."""

    worker = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%H:%M:%S}"
