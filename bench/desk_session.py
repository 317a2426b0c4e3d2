"""Signs the editor of a benchmark in: `python -m bench.desk_session SLUG`, in the environment that the newsroom has.

It prints one JSON object: the session's cookie, and the addresses of the story's desk and of the stock admin's form.
"""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 (needs Django to be set up)
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from editorial.models import Article  # noqa: E402


def main() -> None:
    """Sign in."""
    story = Article.objects.get(slug=sys.argv[1])
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    name = settings.SESSION_COOKIE_NAME
    addresses = {
        "desk": reverse("admin:editorial_article_live", args=[story.pk]),
        "form": f"{reverse('admin:editorial_liveentry_add')}?article={story.pk}",
    }
    print(json.dumps({"name": name, "value": client.cookies[name].value, **addresses}))


if __name__ == "__main__":
    main()
