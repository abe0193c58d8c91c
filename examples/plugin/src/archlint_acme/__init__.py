"""Rules of a company, for archlint."""
