"""Where things are unless the command line says otherwise."""

DEFAULT_MODEL = "model/architecture.yaml"
DEFAULT_FOLDER = "docs/architecture"
