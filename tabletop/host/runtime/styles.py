"""Style sheets that share what they have parsed: a hundred screens have the same ones."""

from __future__ import annotations

from typing import Any
from weakref import ref

from textual.css.model import RuleSet
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from tabletop.host.runtime.parting import part_components

_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}
"""Keyed by the sheet's variables, text and location: as many as there are widgets and looks."""


class SharedStylesheet(Stylesheet):
    """Textual's own, parsed once for all apps; rules are only ever read."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._look = _look_of(self._variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        super().set_variables(variables)
        self._look = _look_of(variables)

    def _parse_rules(
        self,
        css: str,
        read_from: Any,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (self._look, css, read_from, is_default_rules, tie_breaker, scope)
        if key not in _PARSED:
            _PARSED[key] = super()._parse_rules(
                css, read_from, is_default_rules, tie_breaker, scope
            )
        return _PARSED[key]

    def _process_component_classes(self, node: DOMNode) -> None:
        names = node._get_component_classes()
        if not names:
            return
        before = dict(node._component_styles)
        now = node._component_styles = Components(self, node, frozenset(names))
        if any(now[name] != styles for name, styles in before.items() if name in now):
            node.refresh()
        part_components(before)

    def reparse(self) -> None:
        self.parse()


class Components(dict[str, RenderStyles]):
    """The styles of a widget's parts, each created on first use.

    Textual creates a node for each part of every widget, and most are never drawn: six hundred on a
    page of help. Nodes in use are recreated when the widget's styles are.
    """

    def __init__(self, sheet: Stylesheet, node: DOMNode, names: frozenset[str]) -> None:
        super().__init__()
        self._sheet = sheet
        self._node = ref(node)
        self._names = names

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __missing__(self, name: str) -> RenderStyles:
        node = self._node()
        if name not in self._names or node is None:
            raise KeyError(name)
        part = DOMNode(classes=name)
        part._attach(node)
        self._sheet.apply(part, animate=False)
        self[name] = part.styles
        return part.styles


def _look_of(variables: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(variables.items()))
