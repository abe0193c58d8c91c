"""``archlint schema``: the JSON Schema of the model language, for editors."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.commands.workplace import open_workplace
from archlint.edge.files import FileReader
from archlint.edge.loading import load_catalogue
from archlint.edge.terminal import Terminal, open_output


@dataclass(frozen=True, slots=True)
class SchemaOptions:
    """What the command line asks of `schema`.

    Attributes:
        config: The configuration to read instead of the one that is found.
        types: Files and folders of further node types.
        fragment: Whether it is for a file that a model includes, which needs no head.
        output: The file to write to instead of the terminal.
    """

    config: str | None
    types: tuple[str, ...]
    fragment: bool
    output: str | None


def run(options: SchemaOptions, terminal: Terminal, files: FileReader) -> int:
    """Write the schema and return the exit status.

    Raises:
        ArchlintError: If the types cannot be read, or the schema not be written.
    """
    from archlint.architecture.schema import schema_text

    catalogue = load_catalogue(files, open_workplace(options, files).extent())
    with open_output(terminal, options.output) as write:
        write(schema_text(catalogue, fragment=options.fragment))
    return 0
