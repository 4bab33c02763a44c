"""Docstrings of public functions name the exceptions of ours that they raise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import tabletop
from tabletop import errors

ROOT = Path(tabletop.__file__).parent
OURS = {
    name
    for name, one in vars(errors).items()
    if isinstance(one, type) and issubclass(one, errors.TabletopError)
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public(node: ast.AST) -> Iterator[Function]:
    """Yield the public functions and methods of a module or class."""
    for one in ast.iter_child_nodes(node):
        if isinstance(one, Function | ast.ClassDef) and not one.name.startswith("_"):
            if isinstance(one, ast.ClassDef):
                yield from public(one)
            else:
                yield one


def raised(node: ast.AST) -> Iterator[str]:
    """Yield the exceptions raised in a function's own body, without its inner functions."""
    for one in ast.iter_child_nodes(node):
        if isinstance(one, Function | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(one, ast.Raise) and one.exc is not None:
            what = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
            if isinstance(what, ast.Name):
                yield what.id
        yield from raised(one)


def test_the_exceptions_looked_for_are_ours() -> None:
    assert {"NotAllowed", "UnreadableInput", "StorageFailed"} <= OURS


def silent(path: Path) -> Iterator[str]:
    """Yield what a module's functions raise without saying so."""
    text = path.read_text(encoding="utf-8")
    for function in public(ast.parse(text)) if "raise " in text else ():
        told = ast.get_docstring(function) or ""
        for name in sorted(set(raised(function)) & OURS):
            if name not in told and "aises" not in told:
                where = f"{path.relative_to(ROOT)}:{function.lineno}"
                yield f"{where} {function.name} raises {name}"


def test_a_public_function_that_raises_says_so() -> None:
    assert [one for path in sorted(ROOT.rglob("*.py")) for one in silent(path)] == []
