"""What a photograph's file says, what is taken in, and what readers get of it."""
