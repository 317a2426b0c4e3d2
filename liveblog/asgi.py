"""The way in for service: `uvicorn liveblog.asgi:application` is a whole newsroom."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liveblog.settings")
application = get_asgi_application()
