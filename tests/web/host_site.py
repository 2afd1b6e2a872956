"""Somebody else's web site, which hosts the chat: on an origin of its own, with a strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.loopback import Answers, serving_on_loopback

BLOCK = '<p id="ours">Worried about a child? Ring <a href="tel:999">999</a> in danger.</p>'


@dataclass
class HostSite:
    """One page. `attributes` are those of the script's tag; `policy` is the page's content security policy."""

    signpost: str
    url: str
    policy: str
    attributes: str = 'data-title="Concern about a child?"'
    body: str = "<h1>Staff pages</h1><p>Something to <a href='#x' id='other'>read</a>.</p>" + BLOCK
    head: str = ""

    def html(self) -> str:
        """Return the page, with the one tag in its head."""
        tag = f'<script src="{self.signpost}/static/widget.js" {self.attributes} async></script>'
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>Staff pages</title>{self.head}{tag}</head>'
            f"<body><main>{self.body}</main></body></html>"
        )


@contextmanager
def host_site(signpost: str) -> Iterator[HostSite]:
    """Serve the page on a free port, under another host name than Signpost's."""
    policy = f"default-src 'none'; script-src {signpost}; style-src {signpost}; connect-src {signpost}"
    site = HostSite(signpost, "", policy)

    class Handler(Answers):
        def do_GET(self) -> None:
            body = site.html().encode() if self.path == "/" else b""
            policy = {"Content_Security_Policy": site.policy}
            self.answer(body, "text/html; charset=utf-8", 200 if body else 404, **policy)

    with serving_on_loopback(Handler) as site.url:
        yield site
