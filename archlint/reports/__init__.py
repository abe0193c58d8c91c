"""Reports and problems as text and as JSON."""
