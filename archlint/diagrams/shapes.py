"""Shapes of archlint's own, 64 pixels square, for types that have no icon."""

from __future__ import annotations

_STYLE = 'fill="#EEF1F4" stroke="#5F6B7A" stroke-width="2.5" stroke-linejoin="round"'
_CYLINDER = (
    f'<path d="M10 15v34c0 6 10 10 22 10s22-4 22-10V15" {_STYLE}/>'
    f'<ellipse cx="32" cy="15" rx="22" ry="9" {_STYLE}/>'
)
_PERSON = (
    f'<path d="M10 58c0-14 9-22 22-22s22 8 22 22z" {_STYLE}/>'
    f'<circle cx="32" cy="20" r="13" {_STYLE}/>'
)
_PIPE = (
    f'<path d="M14 16h36c5 0 8 7 8 16s-3 16-8 16H14" {_STYLE}/>'
    f'<ellipse cx="14" cy="32" rx="8" ry="16" {_STYLE}/>'
)
_CUBE = (
    f'<path d="M32 6l24 13v26L32 58 8 45V19z" {_STYLE}/>'
    '<path d="M8 19l24 13 24-13M32 32v26" fill="none" stroke="#5F6B7A" stroke-width="2.5" '
    'stroke-linejoin="round"/>'
)
_BY_KIND = (("actor", _PERSON), ("queue", _PIPE), ("datastore", _CYLINDER), ("database", _CYLINDER))


def shape(kinds: frozenset[str]) -> str:
    """Return the shape of the first kind that has one, else a cube."""
    return next((markup for kind, markup in _BY_KIND if kind in kinds), _CUBE)
