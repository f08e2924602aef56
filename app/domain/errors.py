"""Known errors: what an office can run into, said in one Chinese sentence.

A known error is about input, file or machine; nothing has changed when it is raised. Anything else is a bug.
"""

from __future__ import annotations

import re

LONGEST_QUOTE = 60
LONGEST_SENTENCE = 600
_QUOTED = re.compile(rf"“([^“”]{{{LONGEST_QUOTE},}})”")
_BREAKS = re.compile(r"\s*[\x00-\x1f\x7f-\x9f\u2028\u2029]+\s*")


def one_sentence(text: str) -> str:
    """Keep a message on one readable line, whatever it quotes: no line breaks, no page-long word."""
    plain = _BREAKS.sub(" ", text)
    short = _QUOTED.sub(lambda found: f"“{found[1][:LONGEST_QUOTE]}…”", plain)
    half = LONGEST_SENTENCE // 2
    return short if len(short) <= LONGEST_SENTENCE else f"{short[:half]}…{short[-half:]}"


class LiangeError(Exception):
    """A refusal with a sentence for the clerk: what happened, where, what to do. `code` is stable for scripts."""

    code = "refused"
    exit_code = 1

    def __init__(self, message: str, *, where: str = "", code: str = "") -> None:
        self.message = one_sentence(message)
        super().__init__(self.message)
        self.where = where
        if code:
            self.code = code

    def as_dict(self) -> dict[str, str]:
        """Give the JSON form `{"code", "message", "where"}` of the command line."""
        return {"code": self.code, "message": self.message, "where": self.where}


class Refused(LiangeError):
    """A rule of the office says no."""


class NotFound(Refused):
    """The member, proposal or thing named does not exist."""

    code = "not_found"


class Ambiguous(Refused):
    """A name fits several; the message lists them."""

    code = "ambiguous"


class DataFileError(LiangeError):
    """The data file is damaged, locked by someone, newer, or the password is wrong."""

    code = "data_file"
    exit_code = 3


class WrongUsage(LiangeError):
    """The command was given words it does not know."""

    code = "usage"
    exit_code = 2
