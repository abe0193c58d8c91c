"""The model language and the catalogue: YAML text to frozen values with positions."""
