"""An expected no: what was refused, why, and how to mend it, in words for the person who asked."""

from collections.abc import Mapping


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error
    """An expected, explained refusal; anything else that is raised is a bug.

    `code` is dotted (room.reason) and stable: tests and the API speak it. `words` says in Chinese what did
    not happen and why, `remedy` what to do about it. `facts` are plain values worth showing (dates, numbers).
    `fields` maps field names of an intake to sentences, so that each face can show them at the field.
    `status` is the HTTP meaning: 403 not yours, 404 not there for you, 409 out of step, 422 cannot be taken.
    """

    def __init__(
        self,
        code: str,
        words: str,
        *,
        remedy: str = "",
        clause: str = "",
        status: int = 422,
        fields: Mapping[str, str] | None = None,
        **facts: object,
    ) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words
        self.remedy = remedy
        self.clause = clause
        self.status = status
        self.fields = dict(fields or {})
        self.facts = facts
