"""Which static files may be served: all of every application's, less the unsafe parts of the text editor."""

from django.contrib.staticfiles.finders import AppDirectoriesFinder


class EditorFinder(AppDirectoriesFinder):
    """Placeholder until richtext names what is left out."""
