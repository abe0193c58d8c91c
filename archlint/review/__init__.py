"""Two models, and what rules say of each, compared: values in, values out."""
