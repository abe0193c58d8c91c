"""The JSON Schema of the model language, from the catalogue and the parser's own types."""

from archlint.architecture.schema.document import model_schema, schema_text

__all__ = ["model_schema", "schema_text"]
