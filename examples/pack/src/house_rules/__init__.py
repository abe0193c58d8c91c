"""The rules of a company; archlint reads the YAML beside this file, and imports nothing."""
