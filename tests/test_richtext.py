"""A text is stored in one form, with every word that was written."""

import pytest

from editorial import richtext
from editorial.richtext import RichTextFormField


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("", ""),
        ("\n Words \n", "<p>Words</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("One line\n\nand\r\n \r\nanother", "<p>One line</p>\n<p>and</p>\n<p>another</p>"),
        ("Plain with <em>one</em> word", "<p>Plain with <em>one</em> word</p>"),
        ("<p>“Curly” … it’s</p>", "<p>“Curly” … it’s</p>"),
        ("<p>10\u00a0km</p>", "<p>10&nbsp;km</p>"),
        ("<div>One</div><div>Two</div>", "<p>One</p>\n<p>Two</p>"),
        ("<table><tr><td>A</td><td>B</td></tr></table>", "<p>A</p>\n<p>B</p>"),
        ("<h1>Top</h1><h2>Second</h2><h5>Low</h5>", "<h3>Top</h3>\n<h3>Second</h3>\n<h4>Low</h4>"),
        ("<p></p><p>&nbsp;</p><p><br></p><p>Words<br></p>", "<p>Words</p>"),
        ("<p>One<br>two</p>", "<p>One<br>two</p>"),
        ("<ul>\n\t<li>A</li>\n\t<li><p>B</p><p>C</p></li>\n</ul>", "<ul><li>A</li><li>B<br>C</li></ul>"),
        (
            "<ul>stray<li>A<ol><li>B</li></ol>after</li></ul>",
            "<ul><li>stray</li><li>A<ol><li>B</li></ol>after</li></ul>",
        ),
        ("<li>alone</li>", "<p>alone</p>"),
        (
            "<blockquote>Said<blockquote>within</blockquote></blockquote>",
            "<blockquote><p>Said</p><p>within</p></blockquote>",
        ),
        ("<b><p>A</p><p>B</p></b>", "<p><b>A</b></p>\n<p><b>B</b></p>"),
        ("<u>kept</u> <span style='color:red'>words</span>", "<p>kept words</p>"),
        ("<a name=here>anchor</a>", "<p>anchor</p>"),
        ("מים <i>שלום</i> \u200f(RTL)", "<p>מים <i>שלום</i> \u200f(RTL)</p>"),
        ("<p>e\u0301 🚀</p>", "<p>e\u0301 🚀</p>"),
    ],
)
def test_a_text_is_stored_in_one_form(sent: str, stored: str) -> None:
    assert richtext.clean(sent) == stored
    assert richtext.clean(stored) == stored


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ('<figure data-photo="42"></figure>', '<figure data-photo="42"></figure>'),
        ('<figure data-photo="042"><img src=x> </figure>', '<figure data-photo="42"></figure>'),
        (
            '<figure data-photo="42"><figcaption> The <b>pad</b><br>at dawn &lt;5\u00a0am </figcaption></figure>',
            '<figure data-photo="42"><figcaption>The pad at dawn &lt;5&nbsp;am</figcaption></figure>',
        ),
        ('<figure data-photo="42"><figcaption> </figcaption></figure>', '<figure data-photo="42"></figure>'),
        ('<figure data-photo="42">stray</figure>', '<p>stray</p>\n<figure data-photo="42"></figure>'),
        ("<figure data-photo='x'><figcaption>words</figcaption></figure>", "<p>words</p>"),
        ("<figure data-photo='0'></figure><figure data-photo='-1'>", ""),
        ("<figure data-photo='²'></figure><figure data-photo='" + "9" * 30 + "'>", ""),
        ("<figure>words</figure><figcaption>stray</figcaption>", "<p>words</p>\n<p>stray</p>"),
        (
            '<p>A<figure data-photo="1"></figure>B</p>',
            '<p>A</p>\n<figure data-photo="1"></figure>\n<p>B</p>',
        ),
        (
            '<ul><li>A<figure data-photo="1"></figure>B</li><li>C</li></ul>',
            '<ul><li>A</li></ul>\n<figure data-photo="1"></figure>\n<ul><li>B</li><li>C</li></ul>',
        ),
        (
            '<figure data-photo="1"><figure data-photo="2"><figcaption>two</figcaption></figure></figure>',
            '<figure data-photo="1"></figure>\n<figure data-photo="2"><figcaption>two</figcaption></figure>',
        ),
    ],
)
def test_a_photo_is_its_key_and_at_most_a_caption_for_its_place(sent: str, stored: str) -> None:
    assert richtext.clean(sent) == stored
    assert richtext.clean(stored) == stored


def test_photos_are_named_in_their_order() -> None:
    text = richtext.clean(
        '<figure data-photo="9"></figure><p>A</p><figure data-photo="3"><figcaption>c</figcaption></figure>'
    )

    keys = richtext.photo_ids(text)

    assert keys == [9, 3]


def test_words_that_look_like_a_photo_are_none() -> None:
    text = richtext.clean('<p>&lt;figure data-photo="9"&gt;&lt;/figure&gt;</p>')

    assert richtext.photo_ids(text) == []
    assert richtext.plain(text) == '<figure data-photo="9"></figure>'


def test_a_plain_text_has_a_line_for_each_paragraph_and_no_photos() -> None:
    text = richtext.clean(
        "<h3>Head &amp; tail</h3><p>One\nline<br>two</p>"
        '<figure data-photo="1"><figcaption>not this</figcaption></figure>'
        "<ul><li>A<ul><li>B</li></ul></li></ul><blockquote><p>Said</p></blockquote>"
    )

    words = richtext.plain(text)

    assert words == "Head & tail\nOne line\ntwo\nA\nB\nSaid"


def test_a_form_gives_the_cleaned_text() -> None:
    field = RichTextFormField(required=False)

    assert field.clean("<p onclick=x>Words</p><script>x</script>") == "<p>Words</p>"
    assert field.clean(None) == ""


def test_the_editors_own_line_breaks_are_no_change() -> None:
    field = RichTextFormField()
    stored = (
        '<p>A <b>b</b></p>\n<figure data-photo="1"><figcaption>c</figcaption></figure>\n<ul><li>C</li></ul>'
    )
    figure = '<figure data-photo="1">\n<figcaption>c</figcaption>\n</figure>'
    sent = f"<p>A <b>b</b></p>\n\n{figure}\n\n<ul>\n\t<li>C</li>\n</ul>\n"

    assert not field.has_changed(stored, sent)
    assert field.has_changed(stored, sent.replace("A", "B"))
