"""The document as a page to print, whole in itself: no script, no style from elsewhere."""

from __future__ import annotations

from html import escape

from bot.referral.document import Document

# For paper above all: plain letters, and room to write in by hand.
_STYLE = (
    "body{font:12pt/1.4 Arial,sans-serif;max-width:44em;margin:1em auto;padding:0 1em}"
    "h1{font-size:1.5em}h2{font-size:1.2em;margin:1.2em 0 .3em}h3{font-size:1em;margin:.6em 0 .2em}"
    "p{margin:.3em 0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #000;padding:.5em;text-align:left;height:1.6em}th{width:12em}"
    "h2,h3{break-after:avoid}tr,li{break-inside:avoid}@page{size:A4;margin:2cm}"
)


def as_html(document: Document) -> str:
    """Return the document as an HTML page; everything that was filled in is text."""
    reference = f"<p>Reference: <strong>{escape(document.reference)}</strong></p>" if document.reference else ""
    by_hand = "".join(f"<tr><th scope=row>{escape(label)}</th><td></td></tr>" for label in document.by_hand)
    sections = "".join(
        f"<h2>{escape(section.title)}</h2>" + "".join(_part(label, words) for label, words in section.parts)
        for section in document.sections
    )
    sources = "".join(f"<li>{escape(source)}</li>" for source in document.sources)
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head><body><h1>{escape(document.title)}</h1>"
        f"<p>Made on {escape(document.made)} with Signpost</p>{reference}"
        f"<table>{by_hand}</table>{sections}"
        f"<h2>Sources of what is asked here</h2><ul>{sources}</ul></body></html>"
    )


def _part(label: str, words: str) -> str:
    heading = f"<h3>{escape(label)}</h3>" if label else ""
    return heading + "".join(f"<p>{escape(line)}</p>" for line in words.splitlines() if line.strip())
