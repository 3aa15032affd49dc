"""How a command says that it will not, or cannot."""


class Refusal(Exception):
    """What happened, why it matters and what to do, for the person at the terminal. `code`: with what the command ends."""

    code = 1


class Misunderstood(Refusal):
    """What was asked for is not there to be asked: a rule, a council, a combination of options."""

    code = 2
