"""Style sheets that share what they have parsed: a hundred screens have the same ones."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from tabletop.host.parting import part_components

_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}
"""By the sheet's variables, its text and its place: as many as there are widgets and looks."""


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
        before = dict(node._component_styles)
        super()._process_component_classes(node)
        part_components(before)

    def reparse(self) -> None:
        self.parse()


def _look_of(variables: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(variables.items()))
