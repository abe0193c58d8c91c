"""The project's settings as values: read, overridden, shown, and (in `applying`) applied to rules.

Applying them needs the rules, which a run that answers from the cache never imports.
"""

from archlint.config.overriding import resolve
from archlint.config.reader import SHARED_FILES, read_settings
from archlint.config.showing import settings_as_text
from archlint.config.toml import NotToml
from archlint.config.values import Chosen, GivenValue, Ignored, Located, Settings, Severities
from archlint.config.versions import check_version

__all__ = [
    "SHARED_FILES",
    "Chosen",
    "GivenValue",
    "Ignored",
    "Located",
    "NotToml",
    "Settings",
    "Severities",
    "check_version",
    "read_settings",
    "resolve",
    "settings_as_text",
]
