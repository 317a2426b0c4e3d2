"""The newsroom: stories, live entries, photos, bylines; the editors' side and the readers' side of them."""
