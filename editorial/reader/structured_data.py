"""A story in schema.org's words (LiveBlogPosting, NewsArticle), as search engines read it."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from editorial.languages import tag_of
from editorial.models import Article, Byline, Image, Newsroom
from editorial.photos.presentation import SharedPicture, found_picture_of, found_pictures_of
from editorial.reader.edition import Edition
from editorial.reader.facts import in_script, known
from editorial.reader.fragments import FACTS
from editorial.reader.sharing import absolute, sharing_of
from editorial.reader.shown import ShownCorrection, ShownEntry


def structured_data(edition: Edition) -> SafeString:
    """The content of the page's `<script type="application/ld+json">`."""
    facts = _live_blog(edition) if edition.story.has_feed else _news_article(edition)
    written = in_script({"@context": "https://schema.org", **facts})
    if edition.story.has_feed:
        updates = ", ".join(_written_update(shown, edition.newsroom) for shown in edition.entries)
        written = f'{written[:-1]}, "liveBlogUpdate": [{updates}]}}'
    return mark_safe(written)  # noqa: S308 (escaped where it was written)


def _news_article(edition: Edition) -> dict[str, Any]:
    return {"@type": "NewsArticle", **_story(edition)}


def _live_blog(edition: Edition) -> dict[str, Any]:
    times = {"coverageStartTime": edition.starts, "coverageEndTime": edition.ended}
    return {
        "@type": "LiveBlogPosting",
        **_story(edition),
        **{name: moment.iso for name, moment in times.items() if moment},
    }


def _story(edition: Edition) -> dict[str, Any]:
    address = absolute(edition.story.get_absolute_url())
    photo = edition.lead_photo
    return known(
        headline=edition.story.headline,
        description=edition.story.standfirst or sharing_of(edition).description,
        url=address,
        mainEntityOfPage={"@type": "WebPage", "@id": address},
        image=[_image(photo, picture) for picture in found_pictures_of(photo)] if photo else [],
        author=_authors(edition.bylines, edition.newsroom),
        publisher=_publisher(edition.newsroom),
        datePublished=edition.published.iso,
        dateModified=(edition.updated or edition.published).iso,
        articleSection=edition.story.section.name if edition.story.section else "",
        inLanguage=tag_of(edition.story, edition.newsroom),
        isPartOf=_other(edition.story.continues),
    )


def _other(story: Article | None) -> dict[str, str] | None:
    """The story whose coverage this one goes on with, where readers can open that."""
    if story is None or not story.can_be_opened:
        return None
    kind = "LiveBlogPosting" if story.has_feed else "NewsArticle"
    return {"@type": kind, "headline": story.headline, "url": absolute(story.get_absolute_url())}


def _written_update(shown: ShownEntry, newsroom: Newsroom) -> str:
    return shown.pieces.written(FACTS, lambda: in_script(_update(shown, newsroom)))


def _update(shown: ShownEntry, newsroom: Newsroom) -> dict[str, Any]:
    address = absolute(shown.entry.get_absolute_url())
    return known(
        **{"@type": "BlogPosting"},
        headline=shown.entry.heading,
        # The entry's own address, as the story's leads to it no more once thirty others stand above; with the fragment
        # by which search engines tell the updates of one page apart.
        url=f"{address}#entry-{shown.entry.public_id}",
        datePublished=shown.published.iso,
        dateModified=shown.modified.iso,
        articleBody=shown.plain,
        image=[_image(photo) for photo in shown.photos],
        author=_authors(shown.bylines, newsroom),
        correction=[_correction(each) for each in shown.corrections],
        inLanguage=tag_of(shown.entry.article, newsroom),
    )


def _correction(correction: ShownCorrection) -> dict[str, str]:
    return {"@type": "CorrectionComment", "text": correction.note, "datePublished": correction.told.iso}


def _image(photo: Image, picture: SharedPicture | None = None) -> dict[str, Any]:
    """The photo in this picture of it, else in the whole one."""
    picture = picture or found_picture_of(photo)
    return known(
        **{"@type": "ImageObject"},
        url=absolute(picture.address),
        contentUrl=absolute(picture.address),
        width=picture.width,
        height=picture.height,
        caption=photo.caption,
        creditText=photo.credit_line,
        creator=_creator(photo),
        copyrightNotice=photo.copyright_notice,
        license=photo.licence_url,
        acquireLicensePage=photo.acquire_url,
    )


def _creator(photo: Image) -> dict[str, str] | None:
    """Whoever took it, by its own field or by the credit line; one of the credit line's agencies is no person."""
    name = photo.creator or photo.photographer
    is_house = name in {photo.agency, photo.distributor}
    return {"@type": "Organization" if is_house else "Person", "name": name} if name else None


def _authors(bylines: list[Byline], newsroom: Newsroom) -> list[dict[str, Any]]:
    """Who signed it; what nobody signed is the newsroom's."""
    return [_person(byline) for byline in bylines] or [_publisher(newsroom)]


def _person(byline: Byline) -> dict[str, Any]:
    return known(
        **{"@type": "Person"},
        name=byline.name,
        jobTitle=byline.role,
        url=absolute(byline.get_absolute_url()),
        sameAs=byline.link,
    )


def _publisher(newsroom: Newsroom) -> dict[str, Any]:
    logo = newsroom.logo if newsroom.logo and newsroom.logo.is_ready else None
    return known(
        **{"@type": "NewsMediaOrganization"},
        name=newsroom.name,
        url=newsroom.publisher_url or absolute(reverse("front")),
        logo=_image(logo) if logo else None,
    )
