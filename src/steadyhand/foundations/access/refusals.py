"""The refusal that looks like absence: a record of somebody else and a record that is not there are one page."""

from django.http import Http404


class NotHereOrNotYours(Http404):
    """A record was asked for that does not exist or that this person may not have.

    What was asked for and why it was refused go on record; nothing of it reaches the page.
    """

    def __init__(self, *, verb: str, subject_type: str, subject_id: str = "", because: str = "") -> None:
        super().__init__("Not here, or not yours")
        self.verb = verb
        self.subject_type = subject_type
        self.subject_id = subject_id
        self.because = because
