"""The services that the mock plays: their host names, their response headers, the form in which they refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mock_entra.opaque import guid, opaque
from mock_entra.wire import CHUNKED, Headers, Service, aadsts, client_request_id, http_date, trace_id, written

if TYPE_CHECKING:
    from starlette.requests import Request

    from mock_entra.refusals import RefusedError

_JSON = ("Content-Type", "application/json; charset=utf-8")
_SECURITY: Headers = [
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    ("X-Content-Type-Options", "nosniff"),
]
_P3P = ("P3P", 'CP="DSP CUR OTPi IND OTRi ONL FIN"')
_SERVER = ("x-ms-ests-server", "2.1.23687.3 - WEULR1 ProdSlices")
_COOKIES: Headers = [
    ("Set-Cookie", "x-ms-gateway-slice=estsfd; path=/; secure; samesite=none; httponly"),
    ("Set-Cookie", "stsservicecookie=estsfd; path=/; secure; samesite=none; httponly"),
]
_MONTH = 30 * 86400


def _policy() -> tuple[str, str]:
    value = (
        f"object-src 'none'; base-uri 'self'; script-src 'self' 'nonce-{opaque(16)}' 'unsafe-inline'"
        " 'unsafe-eval' https://*.msauth.net https://*.msftauth.net 'report-sample';"
        " report-uri https://csp.microsoft.com/report/ESTS-UX-All"
    )
    return "Content-Security-Policy-Report-Only", value


def _fpc(request: Request) -> tuple[str, str]:
    expires = written(int(request.state.entra.now()) + _MONTH)
    value = opaque(24)
    return ("Set-Cookie", f"fpc={value}; expires={expires}; path=/; secure; HttpOnly; SameSite=None")


def token_headers(request: Request) -> Headers:
    """The token endpoint's headers, as recorded from 2021 to 2026."""
    headers = [("Cache-Control", "no-store, no-cache"), ("Pragma", "no-cache"), _JSON, ("Expires", "-1")]
    headers += [*_SECURITY, _P3P]
    if given := client_request_id(request):
        headers.append(("client-request-id", given))
    headers += [("x-ms-request-id", trace_id(request)), _SERVER]
    if "x-client-current-telemetry" in request.headers:
        headers.append(("x-ms-clitelem", "1,0,0,,"))
    headers += [("x-ms-srs", "1.P"), _policy(), ("X-XSS-Protection", "0"), _fpc(request), *_COOKIES]
    return [*headers, ("Date", http_date(request))]


def discovery_headers(request: Request) -> Headers:
    """The headers of the discovery documents, as recorded in 2023."""
    headers = [("Cache-Control", "max-age=86400, private"), _JSON, *_SECURITY]
    headers += [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Methods", "GET, OPTIONS")]
    headers += [_P3P, ("x-ms-request-id", trace_id(request)), _SERVER, _policy(), ("X-XSS-Protection", "0")]
    esctx = f"esctx={opaque(24)}; domain=.{LOGIN.host}; path=/; secure; HttpOnly; SameSite=None"
    return [*headers, _fpc(request), ("Set-Cookie", esctx), *_COOKIES, ("Date", http_date(request))]


def imds_headers(request: Request) -> Headers:
    return [_JSON, ("Server", "IMDS/150.870.65.523"), ("Date", http_date(request))]


def kestrel_headers(request: Request) -> Headers:
    """A refusal carries its correlation id here too."""
    correlation = getattr(request.state, "correlation_id", "")
    headers = [_JSON, ("Date", http_date(request)), ("Server", "Kestrel"), CHUNKED]
    return [*headers, ("X-CORRELATION-ID", correlation)] if correlation else headers


def resource_manager_headers(request: Request) -> Headers:
    request_id, now = guid(), request.state.entra.now()
    moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    headers = [("Cache-Control", "no-cache"), ("Pragma", "no-cache"), _JSON]
    headers += [("x-ms-ratelimit-remaining-tenant-reads", "11999"), ("x-ms-request-id", request_id)]
    headers += [("x-ms-correlation-request-id", request_id)]
    headers += [("x-ms-routing-request-id", f"UKSOUTH:{moment}:{request_id}")]
    return [*headers, *_SECURITY, ("Date", http_date(request))]


def databricks_headers(request: Request) -> Headers:
    return [("content-type", "application/json"), ("server", "databricks"), ("date", http_date(request))]


def _from_entra(request: Request, refused: RefusedError) -> dict[str, Any] | str:
    return aadsts(request, refused, LOGIN.host) if refused.refusal.code.startswith("AADSTS") else refused.text


def _from_imds(request: Request, refused: RefusedError) -> dict[str, Any]:
    if refused.refusal.service == "entra":
        return aadsts(request, refused, "westeurope.login.microsoft.com")
    if refused.refusal.code == "imds-api-version":
        return {"error": refused.text, "newest-versions": ["2025-04-07", "2024-07-17", "2024-03-15"]}
    if not refused.error:
        return {"error": refused.text}
    return {"error": refused.error, "error_description": refused.text}


def _from_app_service(request: Request, refused: RefusedError) -> dict[str, Any] | str:
    if refused.error:
        return {"error": {"code": refused.error, "message": refused.text, "innerError": None}}
    if not refused.text:
        return ""
    request.state.correlation_id = guid()
    return {
        "statusCode": refused.refusal.status,
        "message": refused.text,
        "correlationId": request.state.correlation_id,
    }


def _from_resource_manager(_request: Request, refused: RefusedError) -> dict[str, Any]:
    return {"error": {"code": refused.error, "message": refused.text}}


def _from_databricks(request: Request, refused: RefusedError) -> dict[str, Any] | str:
    if not refused.error:
        title = f"Error {refused.refusal.status} {refused.text}"
        return (
            '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>\n'
            f"<title>{title}</title>\n</head>\n<body><h2>HTTP ERROR {refused.refusal.status}</h2>\n"
            f"<p>Problem accessing {request.url.path}. Reason:\n<pre>    {refused.text}</pre></p>\n</body>\n</html>\n"
        )
    if refused.refusal.code == "databricks-client":
        return {"error": refused.error, "error_description": refused.text}
    code = int(refused.error) if refused.error.isdigit() else refused.error
    request_id = f" [ReqId: {guid()}]" if isinstance(code, int) else ""
    return {"error_code": code, "message": refused.text + request_id}


LOGIN = Service("login.microsoftonline.com", token_headers, _from_entra)
IMDS = Service("169.254.169.254", imds_headers, _from_imds)
APP_SERVICE_PATH = "/msi/token"
APP_SERVICE = Service("localhost (app-service)", kestrel_headers, _from_app_service)
RESOURCE_MANAGER = Service("management.azure.com", resource_manager_headers, _from_resource_manager)
WORKSPACE = Service("*.azuredatabricks.net", databricks_headers, _from_databricks)
CLI_UPDATES = Service("azcliprod.blob.core.windows.net", imds_headers, _from_imds)
