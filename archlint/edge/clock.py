"""The one place that asks what day it is."""

from __future__ import annotations

from datetime import date, datetime


def local_date() -> date:
    """Return today's date where this runs."""
    return datetime.now().astimezone().date()


def day_of(today: str | None) -> date:
    """Return the day that is named, as YYYY-MM-DD, else today."""
    return local_date() if today is None else date.fromisoformat(today)
