"""The Django project: settings, addresses, and the two ways in (ASGI for service, WSGI beside it)."""
