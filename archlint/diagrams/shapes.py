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
_LINE = 'fill="none" stroke="#5F6B7A" stroke-width="2.5" stroke-linecap="round"'
_FAN = (
    f'<path d="M22 32h8M30 32L44 13M30 32h14M30 32l14 19" {_LINE}/>'
    f'<circle cx="14" cy="32" r="8" {_STYLE}/><circle cx="50" cy="12" r="7" {_STYLE}/>'
    f'<circle cx="51" cy="32" r="7" {_STYLE}/><circle cx="50" cy="52" r="7" {_STYLE}/>'
)
_GLOBE = (
    f'<circle cx="32" cy="32" r="25" {_STYLE}/><ellipse cx="32" cy="32" rx="11" ry="25" {_LINE}/>'
    f'<path d="M7 32h50M11 19h42M11 45h42" {_LINE}/>'
)
_SHIELD = (
    f'<path d="M32 6l22 8v16c0 14-9 23-22 28C19 53 10 44 10 30V14z" {_STYLE}/>'
    f'<path d="M22 31l7 8 13-15" {_LINE}/>'
)
_PADLOCK = (
    f'<path d="M20 29v-9a12 12 0 0 1 24 0v9" {_LINE}/>'
    f'<rect x="12" y="29" width="40" height="28" rx="4" {_STYLE}/>'
    f'<path d="M32 40v7" {_LINE}/>'
)
_KEY = (
    f'<path d="M33 32h25M49 32v10M57 32v8" {_LINE}/>'
    f'<circle cx="20" cy="32" r="13" {_STYLE}/><circle cx="16" cy="32" r="3.5" {_LINE}/>'
)
_PAPER = (
    f'<path d="M12 6h28l12 12v40H12z" {_STYLE}/><path d="M40 6v12h12M21 28h22M21 37h22" {_LINE}/>'
)
_CERTIFICATE = f'{_PAPER}<circle cx="40" cy="49" r="8" {_STYLE}/>'
_RECORD = f'{_PAPER}<path d="M21 46h14" {_LINE}/>'
_CHART = (
    f'<rect x="6" y="10" width="52" height="44" rx="4" {_STYLE}/>'
    f'<path d="M13 40l10-12 9 8 9-17 10 11" {_LINE}/>'
)
_GATEWAY = (
    f'<rect x="14" y="8" width="36" height="48" rx="4" {_STYLE}/>'
    f'<path d="M4 26h40l-6-6M60 40H20l6 6" {_LINE}/>'
)
_BADGE = (
    f'<rect x="8" y="12" width="48" height="40" rx="4" {_STYLE}/>'
    f'<path d="M14 45c0-8 4-11 9-11s9 3 9 11M39 26h11M39 34h11" {_LINE}/>'
    f'<circle cx="23" cy="26" r="6" {_LINE}/>'
)
# The first of a type's kinds, in this order, gives the shape: what it is before what it can do.
_BY_KIND = (
    ("actor", _PERSON),
    ("load_balancer", _FAN),
    ("cdn", _GLOBE),
    ("dns", _GLOBE),
    ("internet", _GLOBE),
    ("queue", _PIPE),
    ("stream", _PIPE),
    ("topic", _PIPE),
    ("database", _CYLINDER),
    ("datastore", _CYLINDER),
    ("api_gateway", _GATEWAY),
    ("internet_gateway", _GATEWAY),
    ("nat_gateway", _GATEWAY),
    ("vpn", _GATEWAY),
    ("firewall", _SHIELD),
    ("security_group", _SHIELD),
    ("threat_detection", _SHIELD),
    ("web_firewall", _SHIELD),
    ("secret_store", _PADLOCK),
    ("key_store", _KEY),
    ("certificate_store", _CERTIFICATE),
    ("monitoring", _CHART),
    ("audit_log", _RECORD),
    ("identity", _BADGE),
)


def shape(kinds: frozenset[str]) -> str:
    """Return the shape of the first kind that has one, else a cube."""
    return next((markup for kind, markup in _BY_KIND if kind in kinds), _CUBE)
