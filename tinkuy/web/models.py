"""What the rooms' own tables cannot know: what a file said when it was last loaded."""

from django.db import models


class LoadedRecord(models.Model):
    """What the file of history said of one record, as it was given to the services; `place` names the record in the file.

    So what the file says otherwise now can be told from what people changed here since.
    """

    place = models.CharField(max_length=300, primary_key=True)
    values = models.JSONField()
