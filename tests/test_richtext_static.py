"""Of the text editor's package only what the newsroom's editor needs is served."""

import pytest
from django.contrib.staticfiles.finders import find, get_finders
from django.test import Client

PACKAGE = "ckeditor/ckeditor"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        f"{PACKAGE}/plugins/preview/preview.html",
        f"{PACKAGE}/plugins/preview/styles/screen.css",
        f"{PACKAGE}/plugins/codesnippet/plugin.js",
        f"{PACKAGE}/plugins/about/dialogs/about.js",
        f"{PACKAGE}/plugins/iframe/dialogs/iframe.js",
        f"{PACKAGE}/plugins/image/dialogs/image.js",
        f"{PACKAGE}/plugins/uploadimage/plugin.js",
        f"{PACKAGE}/samples/index.html",
        f"{PACKAGE}/plugins/link/../preview/preview.html",
        f"{PACKAGE}/config.js",
        "ckeditor/galleriffic/js/jquery.galleriffic.js",
        "ckeditor/file-icons/pdf.png",
    ],
)
def test_what_the_editor_does_not_need_is_not_served(client: Client, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404
    assert not find(path)


@pytest.mark.parametrize(
    "path",
    [
        f"{PACKAGE}/ckeditor.js",
        f"{PACKAGE}/plugins/link/dialogs/link.js",
        f"{PACKAGE}/skins/moono-lisa/editor.css",
        "editorial/ckeditor/photo/plugin.js",
        "admin/css/base.css",
    ],
)
def test_what_it_needs_is_served(client: Client, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 200
    assert find(path)


def test_it_is_not_collected_either() -> None:
    paths = {path for finder in get_finders() for path, _storage in finder.list([])}

    assert f"{PACKAGE}/ckeditor.js" in paths
    assert not [path for path in paths if "preview" in path and path.startswith("ckeditor/")]
    assert not [path for path in paths if "sample" in path or "galleriffic" in path]
