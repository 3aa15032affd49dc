"""The log: one JSON object a line, with nothing of a person in it.

What Steadyhand itself says of an event is written here as it stands: our own words, numbers and names of routes.
What others say (Django, the web server, a driver) may quote an address, a row or a form, so of theirs only the
name of the logger and the line of code are kept; and of an exception its kind and the lines it came through.
"""

import json
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

OURS: Final = "steadyhand"
log = logging.getLogger("steadyhand.process")


class JsonLines(logging.Formatter):
    """A record as one line: time (UTC), level, event, then `facts` given with it, then the exception's lines."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name.partition(".")[0] == OURS:
            line["event"] = record.getMessage()
            line |= getattr(record, "facts", {})
        else:
            line["event"] = record.name
            line["at"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            line |= of_exception(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def of_exception(exception: BaseException) -> dict[str, Any]:
    """The kinds of an exception and of those it came from, and the lines it came through; never its words."""
    kinds: list[str] = []
    each: BaseException | None = exception
    while each is not None and len(kinds) < 5:
        kinds.append(f"{type(each).__module__}.{type(each).__qualname__}")
        each = each.__cause__ or each.__context__
    frames = traceback.extract_tb(exception.__traceback__)
    return {"exception": kinds, "lines": [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]}


def _short(filename: str) -> str:
    """A file's place below the folder of packages: a whole path may name whose machine it is."""
    return filename.replace("\\", "/").rpartition("/site-packages/")[2].rpartition("/src/")[2]


def take_over() -> None:
    """From here on warnings and exceptions that nobody caught become lines of the log in this process too."""
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda raised: _uncaught(
        raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback
    )


def _uncaught(kind: type[BaseException], exception: BaseException, lines: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, exception, lines)
    else:
        log.critical("ended by an exception that nobody caught", exc_info=(kind, exception, lines))
