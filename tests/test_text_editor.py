"""The text editor in a real browser, on the admin's own form: what is typed is what is stored."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from editorial.models import Article, Image, LiveEntry
from tests import factories

AREA = ".cke_wysiwyg_div"


@pytest.fixture
def photo(live_server: LiveServer) -> Image:
    return factories.photo(
        alternative_text="A rocket on its pad", caption="Waiting for dawn", credit_line="ANA/REUTERS"
    )


@pytest.fixture
def live_story(photo: Image) -> Article:
    return factories.story()


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """A signed-in editor's window. A fault, a refusal by the policy or a missing file fails the test."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    client = Client()
    client.force_login(factories.editor(), backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    yield page

    assert faults == []


def write(desk: Page, story: Article) -> None:
    """Open the story's form with the cursor in its empty text."""
    desk.goto(f"/admin/editorial/article/{story.pk}/change/")
    desk.locator(AREA).click()


def insert_photo(desk: Page) -> None:
    """Insert the newest photo, by keyboard alone."""
    desk.keyboard.press("Alt+Shift+P")
    expect(desk.locator(".photo-choice").first).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator(".photo-dialog")).to_have_count(0)


def put(desk: Page, text: str) -> None:
    """Put a text into the editor as if it had been stored."""
    desk.wait_for_function("CKEDITOR.instances.id_text?.status === 'ready'")
    desk.evaluate("text => new Promise(done => CKEDITOR.instances.id_text.setData(text, done))", text)


def given(desk: Page) -> str:
    """What the editor would send, without the line breaks it writes between tags."""
    sent: str = desk.evaluate("CKEDITOR.instances.id_text.getData()")
    return sent.replace("\n", "")


def save(desk: Page) -> None:
    """Press Save and wait for the answer."""
    with desk.expect_navigation():
        desk.locator("[name=_continue]").click()


def test_what_is_typed_with_a_photo_is_stored(desk: Page, live_story: Article, photo: Image) -> None:
    write(desk, live_story)

    desk.keyboard.type("“Curly” 'straight'… 10\u00a0km, 1 < 2 & 3, ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("bold")
    desk.keyboard.press("Control+b")
    insert_photo(desk)
    desk.keyboard.type("After it")
    save(desk)

    live_story.refresh_from_db()
    assert live_story.text == (
        "<p>“Curly” 'straight'… 10&nbsp;km, 1 &lt; 2 &amp; 3, <strong>bold</strong></p>\n"
        f'<figure data-photo="{photo.pk}"></figure>\n<p>After it</p>'
    )


def test_the_entry_form_has_the_same_editor(desk: Page, live_story: Article, photo: Image) -> None:
    entry = factories.entry(live_story, text="<p>Before</p>")

    desk.goto(f"/admin/editorial/liveentry/{entry.pk}/change/")
    desk.locator(f"{AREA} p").click()
    insert_photo(desk)
    save(desk)

    text = LiveEntry.objects.get(pk=entry.pk).text
    assert text == f'<p>Before</p>\n<figure data-photo="{photo.pk}"></figure>'


def test_a_photo_shows_what_the_library_says_and_takes_a_caption_for_its_place(
    desk: Page, live_story: Article, photo: Image
) -> None:
    write(desk, live_story)

    insert_photo(desk)
    shown = desk.locator(f"{AREA} figure")
    expect(shown.locator("img")).to_have_attribute("alt", "A rocket on its pad")
    expect(shown.locator(".photo-credit")).to_have_text("ANA/REUTERS")
    expect(shown.locator("figcaption")).to_have_attribute("data-photo-caption", "Waiting for dawn")
    shown.locator("figcaption").click()
    desk.keyboard.type("The pad <now> & then")

    assert given(desk).startswith(
        f'<figure data-photo="{photo.pk}"><figcaption>The pad &lt;now&gt; &amp; then</figcaption></figure>'
    )


def test_texts_come_out_of_the_editor_as_they_went_in(desk: Page, live_story: Article, photo: Image) -> None:
    write(desk, live_story)

    for text in (
        f'<figure data-photo="{photo.pk}"></figure>',
        f'<p>A</p><figure data-photo="{photo.pk}"><figcaption>Own &lt;i&gt; &amp; “so”</figcaption></figure>',
        f'<figure data-photo="{photo.pk}"></figure><figure data-photo="987654"></figure>',
        "<h3>Head</h3><h4>Lower</h4><p>One <strong>b</strong> <em>i</em> H<sub>2</sub>O m<sup>2</sup></p>",
        '<ul><li>A</li></ul><blockquote><p>“Said…” – ‘so’</p></blockquote><p><a href="/x?a=1&amp;b=2">link</a></p>',
    ):
        put(desk, text)

        assert given(desk).replace("\t", "") == text


def test_inserting_replaces_nothing_that_is_selected(desk: Page, live_story: Article, photo: Image) -> None:
    write(desk, live_story)
    put(desk, "<p>One two</p><p>three</p>")

    desk.locator(AREA).focus()
    desk.keyboard.press("Control+a")
    insert_photo(desk)

    assert "<p>One two</p><p>three</p>" in given(desk)
    assert f'<figure data-photo="{photo.pk}">' in given(desk)


def test_photos_are_searched_and_the_search_left_by_escape(
    desk: Page, live_story: Article, photo: Image
) -> None:
    factories.photo("cat.jpg", caption="Clouds over the bay")
    write(desk, live_story)

    desk.keyboard.press("Alt+Shift+P")
    expect(desk.locator(".photo-choice")).to_have_count(2)
    desk.keyboard.type("dawn")
    expect(desk.locator(".photo-choice")).to_have_count(1)
    desk.keyboard.type(" nowhere")
    expect(desk.get_by_text("No photo was found.")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator(".photo-dialog")).to_have_count(0)
    desk.keyboard.type("Words")

    assert given(desk) == "<p>Words</p>"


def test_a_photo_that_may_not_be_published_says_so_where_it_is_chosen_and_in_the_text(
    desk: Page, live_story: Article, photo: Image
) -> None:
    factories.photo("cat.jpg", is_barred=True)
    write(desk, live_story)

    desk.keyboard.press("Alt+Shift+P")
    forbidden = "Cannot be published: it is marked “do not use”."
    expect(desk.locator(".photo-choice-forbidden")).to_have_text([forbidden, ""])
    desk.keyboard.press("Escape")
    insert_photo(desk)

    expect(desk.locator(f"{AREA} .photo-forbidden")).to_have_text(forbidden)


def test_a_photo_that_was_gone_to_stays_where_the_answer_of_the_library_comes_after_that(
    desk: Page, live_story: Article, photo: Image
) -> None:
    newest = factories.photo("cat.jpg")
    write(desk, live_story)
    desk.keyboard.press("Alt+Shift+P")
    expect(desk.locator(".photo-choice")).to_have_count(2)
    desk.evaluate(
        """() => {
          document.querySelector(".photo-choice").dataset.isOfBefore = "";
          const ask = fetch;
          window.fetch = (...asked) => new Promise(done => (window.answer = () => done(ask(...asked))));
        }"""
    )
    desk.keyboard.press("Escape")

    # Opened again, it shows the photos of before until the answer is here.
    desk.keyboard.press("Alt+Shift+P")
    desk.keyboard.press("ArrowDown")
    desk.evaluate("answer()")
    expect(desk.locator("[data-is-of-before]")).to_have_count(0)
    desk.keyboard.press("Enter")

    expect(desk.locator(".photo-dialog")).to_have_count(0)
    assert f'<figure data-photo="{newest.pk}"></figure>' in given(desk)


def test_the_photos_stay_open_where_they_are_closed_and_opened_in_one_moment(
    desk: Page, live_story: Article
) -> None:
    write(desk, live_story)
    desk.keyboard.press("Alt+Shift+P")
    expect(desk.locator(".photo-choice").first).to_be_visible()

    told_late = """() => new Promise((told) => {
      const dialog = document.querySelector(".photo-dialog");
      dialog.addEventListener("close", () => setTimeout(told), { once: true });
      dialog.close();
      CKEDITOR.instances.id_text.execCommand("photo");
    })"""
    desk.evaluate(told_late)

    expect(desk.locator(".photo-choice").first).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator(f"{AREA} figure")).to_have_count(1)


def test_links_and_subheadings_are_made(desk: Page, live_story: Article) -> None:
    write(desk, live_story)

    desk.keyboard.type("Where to go")
    desk.get_by_role("button", name="Subheading").click()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+l")
    # The dialog puts its own values in after it has appeared, and the focus last.
    expect(desk.get_by_label("URL").last).to_be_focused()
    desk.get_by_label("Display Text").fill("the timetable")
    desk.get_by_label("URL").last.fill("https://rail.example/times")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_have_count(0)

    assert given(desk) == '<h3>Where to go</h3><p><a href="https://rail.example/times">the timetable</a></p>'


def test_a_script_that_is_sent_is_not_stored(desk: Page, live_story: Article) -> None:
    write(desk, live_story)

    put(desk, "<p>Words</p><script>alert(1)</script>")
    desk.evaluate("CKEDITOR.instances.id_text.destroy()")
    desk.locator("#id_text").fill('<p onclick="alert(1)">Words</p><script>alert(1)</script>')
    save(desk)

    live_story.refresh_from_db()
    assert live_story.text == "<p>Words</p>"


def test_the_editors_pages_need_no_eval_and_no_inline_script(client: Client, live_story: Article) -> None:
    client.force_login(factories.editor(), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get(f"/admin/editorial/article/{live_story.pk}/change/")

    policy = answer.headers["Content-Security-Policy"]
    directives = {line.split()[0]: line.split()[1:] for line in policy.split("; ")}
    assert directives["script-src"] == directives["script-src-elem"] == ["'self'"]
    assert directives["default-src"] == ["'none'"]
    assert "unsafe-eval" not in policy
