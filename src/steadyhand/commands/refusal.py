"""How a command says that it will not, or cannot."""


class Refusal(Exception):
    """What happened, why it matters and what to do, for the person at the terminal; the exit code is 1."""
