"""What archlint does, one verb a file: each joins the edge to the core."""
