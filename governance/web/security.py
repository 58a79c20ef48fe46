"""Headers on every answer: a strict content policy, nothing from elsewhere or kept by caches."""

import secrets

from flask import Flask, Response, g, request

KEPT_BY_CACHES = "public, max-age=31536000, immutable"


def csp_nonce() -> str:
    """Return this answer's nonce for its scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def install(app: Flask) -> None:
    """Put the headers on every answer of the application."""
    over_https = bool(app.config["SESSION_COOKIE_SECURE"])

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        # A view may bring a policy of its own: a mail shown as a mail program shows it does.
        headers.setdefault("Content-Security-Policy", _policy(csp_nonce(), over_https=over_https))
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        if over_https:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint == "static":
            headers["Cache-Control"] = KEPT_BY_CACHES if request.args.get("v") else "no-cache"
        elif "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return response


def _policy(nonce: str, *, over_https: bool) -> str:
    rules = [
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(rules + (["upgrade-insecure-requests"] if over_https else []))
