"""A page's paragraphs and photos as the HTML that stories and entries store."""

import html
from collections.abc import Iterable, Mapping

from editorial.importing.blocks import Block, Photo


def blocks_to_html(blocks: Iterable[Block], photo_ids: Mapping[Photo, int]) -> str:
    """Paragraphs with their text escaped, photos as the figures that `richtext` expands.

    `photo_ids` has the id of every photo among the blocks.
    """
    return "\n".join(_block_to_html(block, photo_ids) for block in blocks)


def _block_to_html(block: Block, photo_ids: Mapping[Photo, int]) -> str:
    if isinstance(block, Photo):
        return f'<figure data-photo="{photo_ids[block]}"></figure>'
    return f"<p>{html.escape(block.text, quote=False)}</p>"
