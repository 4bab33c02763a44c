"""Parse a page: its elements, their attributes, and the visible text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "br", "hr", "img", "input", "link", "wbr"}
LOADING = {"src", "srcset", "href", "xlink:href", "data", "action", "poster", "background"}


@dataclass
class Element:
    """One element, with all the text inside it, and its ancestors' names."""

    name: str
    attributes: dict[str, str]
    within: tuple[str, ...]
    text: str = ""


@dataclass
class Page:
    """The elements of a page in order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        return [one for one in self.elements if one.name == name]

    def of_class(self, name: str) -> list[Element]:
        return [one for one in self.elements if name in one.attributes.get("class", "").split()]

    def id(self, id: str) -> Element:
        return next(one for one in self.elements if one.attributes.get("id") == id)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        within = tuple(one.name for one in self.open)
        element = Element(tag, {name: value or "" for name, value in attrs}, within)
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.name == tag, f"</{tag}> closes <{closed.name}> in {self.getpos()}"

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data


def parsed(html: str) -> Page:
    """Parse a page; every element must be closed in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, [one.name for one in reader.open]
    return reader.page


def sound(html: str) -> Page:
    """Check what must hold of every page, and return it parsed.

    One title and one h1, headings without gaps, ids unique, every reference to an id there,
    nothing loaded, no script or style but the shell's own, a language. Links go to the net, to a
    place in the page, or to a file beside it.
    """
    page = parsed(html)
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids)), sorted(id for id in set(ids) if ids.count(id) > 1)
    assert not [id for id in ids if not id or " " in id]
    for one in page.elements:
        for name, value in one.attributes.items():
            assert not name.startswith("on"), (one.name, name)
            assert name != "style", one.name
            if name in LOADING:
                outward = one.name == "a" and value.startswith(("https://", "http://"))
                beside = one.name == "a" and re.fullmatch(r"\./[\w.%-]+", value, re.ASCII)
                assert value.startswith("#") or outward or beside, (one.name, name, value)
                assert outward or beside or value[1:] in ids, value
            if name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                assert set(value.split()) <= set(ids), (one.name, name, value)
    for name in ("title", "h1", "main", "script", "style"):
        assert len([one for one in page.all(name) if "svg" not in one.within]) == 1, name
    levels = [int(one.name[1]) for one in page.elements if one.name in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    gaps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert not gaps, gaps
    for heading in (one for one in page.elements if one.name in ("h1", "h2", "h3", "h4")):
        assert heading.text.strip(), heading
    assert page.all("html")[0].attributes["lang"]
    for svg in page.all("svg"):
        assert page.id(svg.attributes["aria-labelledby"]).text.strip()
    for table in page.all("table"):
        assert table.text.strip()
    return page
