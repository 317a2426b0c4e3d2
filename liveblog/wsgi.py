"""The way in for a WSGI server. It publishes nothing by itself: run `manage.py publish_due` beside it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liveblog.settings")
application = get_wsgi_application()
