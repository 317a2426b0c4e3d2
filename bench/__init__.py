"""Measured comparisons: `python -m bench`, explained in docs/performance.md."""
