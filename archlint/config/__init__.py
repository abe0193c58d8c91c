"""The project's settings as values: read, overridden, applied to rules, and shown."""

from archlint.config.applying import Applied, IgnoredRule, apply_settings
from archlint.config.overriding import resolve
from archlint.config.reader import SHARED_FILES, read_settings
from archlint.config.showing import settings_as_text
from archlint.config.toml import NotToml
from archlint.config.values import Chosen, Ignored, Located, Settings, Severities
from archlint.config.versions import check_version

__all__ = [
    "SHARED_FILES",
    "Applied",
    "Chosen",
    "Ignored",
    "IgnoredRule",
    "Located",
    "NotToml",
    "Settings",
    "Severities",
    "apply_settings",
    "check_version",
    "read_settings",
    "resolve",
    "settings_as_text",
]
