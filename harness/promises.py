"""What a documented response promises where two runs cannot print the same characters: kind and form, not the value."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

HOUR = 3600
Signed = Callable[[str], object]  # raises ValueError for a token that the mock did not sign

# Characters of a bearer token: RFC 6750, section 2.1.
TOKEN = r"[\w.~+/=-]"
ELLIPSIS = re.compile(rf"(?P<head>{TOKEN}*?)\.\.\.(?P<tail>[\w~+/=-]*)")


@dataclass(frozen=True)
class Kind:
    """A form that a value has in every run, though not the value itself."""

    says: str
    pattern: str
    example: str
    form: str = ""  # strptime's format, where the pattern alone would admit 31 February
    ahead: tuple[int, int] | None = None  # seconds from now, earliest and latest
    unit: float = 1  # seconds that a number with `ahead` counts
    below: int | None = None  # how far under the documented number the printed one may be

    def is_form_of(self, text: str) -> bool:
        """Whether a text is written as values of this kind are."""
        if not re.fullmatch(self.pattern, text, re.ASCII):
            return False
        try:
            if self.ahead:
                self.epoch(text)
            return not self.form or bool(time.strptime(text, self.form))
        except ValueError:
            return False

    def holds(self, documented: str | int, printed: str | int) -> bool:
        """Whether a printed value keeps the promise of a documented one that has this form."""
        if type(printed) is not type(documented) or not self.is_form_of(str(printed)):
            return False
        if self.below is not None:
            slack = self.below if int(documented) > HOUR else 0
            return int(documented) - slack <= int(printed) <= int(documented)
        return self.ahead is None or self.ahead[0] <= self.epoch(printed) - time.time() <= self.ahead[1]

    def epoch(self, value: str | int) -> float:
        """Seconds since 1970. Raises ValueError for 31 February."""
        return datetime.fromisoformat(str(value)).timestamp() if "T" in str(value) else int(value) * self.unit


DATE = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
GUID = Kind("a GUID", r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "0000aaaa-11bb-cccc-dd22-eeeeee333333")
UTC = Kind("YYYY-MM-DD HH:MM:SSZ", DATE + "Z", "2026-01-31 09:41:00Z", form="%Y-%m-%d %H:%M:%SZ")
LOCAL = Kind("YYYY-MM-DD HH:MM:SS.ffffff", DATE + r"\.\d{6}", "2026-01-31 09:41:00.000000", form="%Y-%m-%d %H:%M:%S.%f")
EXPIRY = Kind("epoch seconds, at most 25 hours ahead", r"\d{10}", "1699439633", ahead=(-60, 25 * HOUR))
MILLISECONDS = Kind(
    "epoch milliseconds, at most 25 hours ahead", r"\d{13}", "1699439633000", ahead=EXPIRY.ahead, unit=0.001
)
# Go writes the machine's own offset and no zeros at a fraction's end, JavaScript UTC and milliseconds. Year 1: Go's "never".
_ISO = r"(?!0001)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)"
_SAYS = "YYYY-MM-DDTHH:MM:SS, a fraction or none, Z or an offset; at most {} hours ahead"
MOMENT = Kind(_SAYS.format(25), _ISO, "2023-11-08T10:33:53Z", ahead=EXPIRY.ahead)
LATER = Kind(_SAYS.format(50), _ISO, "2023-11-08T11:33:52.000Z", ahead=(-60, 50 * HOUR))
START = Kind("epoch seconds, at most 25 hours ago", r"\d{10}", "1699353233", ahead=(-25 * HOUR, 60))
LIFE = Kind("seconds; above an hour at most a minute less than documented", r"\d{1,6}", "86399", below=60)

TICKS = Kind("YYYY-MM-DDTHH:MM:SS.fffffffZ", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", "2026-01-31T09:41:00.0000000Z")
THUMBPRINT = Kind("forty hexadecimal digits", r"[0-9A-F]{40}", "AA11BB22CC33DD44EE55FF66AA77BB88CC99DD00")

# The whole list of keys whose value changes from run to run, each with why; a kind for each way to write it.
VOLATILE: dict[str, tuple[Kind, ...]] = {
    "expires_on": (EXPIRY,),  # the moment of issue plus the token's life
    "not_before": (START,),  # the moment of issue, dated back
    "expires_in": (LIFE,),  # a managed identity's token comes from a cache, MSAL subtracts the clock: both count down
    "refresh_in": (LIFE,),  # MSAL's half of expires_in
    "refresh_on": (EXPIRY,),  # the same as a moment
    "expiresOn": (LOCAL, MOMENT),  # the Azure CLI's expiry, in the machine's own time; MSAL for Node's
    "extExpiresOn": (LATER,),  # the moment until which MSAL for Node would go on using it in an outage
    "refreshOn": (MOMENT,),  # MSAL for Node's refresh_on
    "expiresOnTimestamp": (MILLISECONDS,),  # azure-identity for JavaScript: the expiry
    "refreshAfterTimestamp": (MILLISECONDS,),  # … and its refresh_on
    "ExpiresOn": (MOMENT,),  # the expiry in Go
    "RefreshOn": (MOMENT,),  # … and the moment from which Go would fetch another; where there is none, the year 1
    "expiresOnDate": (MOMENT,),  # MSAL for Java's expiry
    "timestamp": (UTC,),  # when the error was made
    "trace_id": (GUID,),  # one for each request
    "correlation_id": (GUID,),  # one for each request, or the client's own
    "correlationId": (GUID,),  # App Service's spelling of it, and MSAL for Node's
}


def volatile(key: str, value: object) -> Kind | None:
    """The kind of a value that changes from run to run, by its key and by how it is written; None for any other."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return next((kind for kind in VOLATILE.get(key, ()) if kind.is_form_of(str(value))), None)


# The same inside a sentence, by the label in front.
IN_TEXT = {
    "Trace ID: ": GUID,  # Entra ends every error's text with these three
    "Correlation ID: ": GUID,
    "Timestamp: ": UTC,
    '"timestamp":"': UTC,  # … and so does the answer itself, which a client may print inside a text
    '"trace_id":"': GUID,
    '"correlation_id":"': GUID,
    "ReqId: ": GUID,  # Databricks' own number of the request
    "Current time: ": TICKS,  # Entra tells when it was asked …
    "assertion valid from ": TICKS,  # … and the times of an assertion, which a client makes anew
    "expiry time of assertion ": TICKS,
    "Thumbprint of key used by client: '": THUMBPRINT,  # of a certificate that each run makes
}
_LABELLED = "|".join(f"(?<={re.escape(label)})(?:{kind.pattern})" for label, kind in IN_TEXT.items())
MARK = re.compile(f"(?P<volatile>{_LABELLED})|{ELLIPSIS.pattern}", re.ASCII)


def breach(documented: str, printed: str, signed: Signed) -> str:
    """Why a printed string does not keep the promise of the documented one; empty if it does."""
    if documented == printed:
        return ""
    pattern, end, heads = "", 0, []
    for mark in MARK.finditer(documented):
        pattern += re.escape(documented[end : mark.start()])
        end = mark.end()
        if mark["volatile"]:
            label = next(label for label in IN_TEXT if documented.endswith(label, 0, mark.start()))
            pattern += IN_TEXT[label].pattern
            continue
        heads.append(mark["head"])
        # A signature ends anew in every run, so what follows a JWT's dots is ornament.
        tail = "" if mark["head"].startswith("eyJ") else re.escape(mark["tail"])
        pattern += f"({re.escape(mark['head'])}{TOKEN}+{tail})"
    match = re.fullmatch(pattern + re.escape(documented[end:]), printed, re.ASCII)
    if not match:
        return "not equal"
    for head, token in zip(heads, match.groups(), strict=True):
        try:
            if head.startswith("eyJ"):
                signed(token)
        except ValueError as error:
            return f"not the JWT that is promised: {error}"
    return ""
