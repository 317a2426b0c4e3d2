"""The live desk: one page on which a story's coverage is written while it runs."""
