"""The one family of exceptions that archlint raises on purpose."""


class ArchlintError(Exception):
    """Something kept archlint from judging; the command line turns it into exit status 2.

    Attributes:
        hint: The next step for the person who reads the message, or an empty string.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Keep the message for people and the next step apart."""
        super().__init__(message)
        self.hint = hint
