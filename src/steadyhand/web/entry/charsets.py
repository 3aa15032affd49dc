"""Which character sets a request may be sent in."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# Pages send UTF-8; these are older ways of sending the same letters, which Django reads right or refuses.
TAKEN: Final = frozenset(
    {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1", "windows-1252"}
)


class KnownCharsets:
    """The application, asked without the name of a character set that no page is sent in.

    Django takes any name that Python knows, "base64" and "undefined" among them, and reads the address by it before
    anything of ours runs: the answer would be an empty 500 without a page, policies, a reference or a line in the log.
    Without the name a request is read as UTF-8, which is what Django does with a name that Python does not know; so one
    rule holds for all names that mean nothing here, and no page of its own is needed where no page can be made yet.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = readable(environ["CONTENT_TYPE"])
        return self.application(environ, start_response)


def readable(content_type: str) -> str:
    """A content type as Django can read it: without a character set that is not TAKEN, or what cannot be taken apart."""
    try:
        kind, more = parse_header_parameters(content_type)
    except (
        ValueError,
        LookupError,
        TypeError,
    ):  # of parts out of order, or each in a set of its own (RFC 2231)
        return content_type.partition(";")[0]
    if more.get("charset", "utf-8").lower() in TAKEN:
        return content_type
    return f'{kind}; boundary="{more["boundary"]}"' if "boundary" in more else kind
