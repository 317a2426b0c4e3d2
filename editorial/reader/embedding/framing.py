"""What may be framed: our pages by other sites, and what other sites have by ours. Nothing, but for these views."""

from collections.abc import Callable

from csp.constants import NONE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from editorial.richtext import FRAME_ORIGINS

View = Callable[..., HttpResponseBase]
# Anybody may show it, and it may show what a reader asks for with a click. It has no forms.
IN_FRAMES = {
    **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "frame-ancestors": ["*"],
    "frame-src": FRAME_ORIGINS,
    "form-action": [NONE],
}


def may_be_framed(view: View) -> View:
    """Let every site show the view's pages, those that say why there is nothing among them."""
    return csp_replace(IN_FRAMES)(xframe_options_exempt(view))


def with_outside_posts(view: View) -> View:
    """Let the view's pages load posts of allowed providers, where a reader asks for one, and of no others."""
    return csp_update({"frame-src": FRAME_ORIGINS})(view)
