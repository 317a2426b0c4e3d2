"""The demo newsroom: stories written for it, photographs with their credits, and a login for each role."""
