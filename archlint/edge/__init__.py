"""All input and output: files, shipped data, the terminal."""
