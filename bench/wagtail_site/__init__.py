"""The smallest site of wagtail-live. It runs in an environment of its own, with an older Django."""
