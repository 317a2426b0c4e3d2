"""What a reader sees first: it comes with the page itself, and nothing moves it."""

from playwright.sync_api import Page

from tests import factories

# The largest thing painted, when the page has come to rest.
LARGEST = """() => new Promise(resolve => {
    const seen = new PerformanceObserver(list => {
        const { element, url } = list.getEntries().at(-1);
        resolve({ html: element.outerHTML, url });
    });
    seen.observe({ type: "largest-contentful-paint", buffered: true });
})"""


def test_the_largest_thing_that_is_painted_is_the_lead_photo_of_the_first_response(page: Page) -> None:
    by = factories.editor()
    story = factories.story(by=by, lead_photo=factories.photo(by=by, alternative_text="A rocket"))
    asked: list[str] = []
    page.on("response", lambda response: asked.append(response.url))

    answer = page.goto(story.get_absolute_url())

    largest = page.evaluate(LARGEST)
    assert 'alt="A rocket"' in largest["html"]
    assert 'fetchpriority="high"' in largest["html"]
    assert answer
    assert largest["url"].rpartition("/")[2] in answer.text()
    assert all(address.startswith(answer.url.partition("/stories/")[0]) for address in asked)


def test_without_a_photo_it_is_the_headline(page: Page) -> None:
    story = factories.story(headline="Rain stops play at the harbour fair, and the ferry of the day is late")
    factories.entry(story, text="<p>Yes.</p>")

    page.goto(story.get_absolute_url())

    assert page.evaluate(LARGEST)["html"].startswith("<h1")
