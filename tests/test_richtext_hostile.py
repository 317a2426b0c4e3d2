"""Whatever is sent as a text, only what is allowed in one is stored, and its words survive."""

import re

import html5lib
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from editorial import richtext

ALLOWED = {
    "p": set(),
    "br": set(),
    "h3": set(),
    "h4": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "strong": set(),
    "em": set(),
    "b": set(),
    "i": set(),
    "sub": set(),
    "sup": set(),
    "a": {"href"},
    "figure": {"data-photo"},
    "figcaption": set(),
}
SAFE_LINK = re.compile(r"(https?://[^/@\\]+([/?#].*)?|mailto:.*|(?!//)[^:\\]*([/?#].*)?)", re.DOTALL)

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<scr<script>ipt>alert(1)</script>",
    "<sc\0ript>alert(1)</script>",
    "<script>alert(1)",
    "<script/x>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    '<p title="</p><script>alert(1)</script>">x</p>',
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img\x0csrc=x\x0conerror=alert(1)>",
    "<img src=x\nonerror\n=\nalert(1)>",
    "<body onload=alert(1)>",
    "<body/onpageshow=alert(1)>x",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><script href=data:,alert(1) /></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text y=20>x</text></a></svg>',
    '<svg><a><animate attributeName=href values="javascript:alert(1)"/><text>x</text></a></svg>',
    '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    '<math><maction actiontype="statusline#http://x" xlink:href="javascript:alert(1)">x</maction></math>',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<math><mtext><table><tr><td><img src=x onerror=alert(1)></table></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
    "<noframes><p title='</noframes><img src=x onerror=alert(1)>'></noframes>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><p title='</title><img src=x onerror=alert(1)>'></title>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<template><template><script>alert(1)</script></template></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example>",
    "<object data=data:text/html,x></object>",
    "<embed src=https://evil.example/x.swf>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<form action=https://evil.example><input name=q><button formaction=javascript:alert(1)>x</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<p onanimationstart=alert(1) style='animation:x'>x</p>",
    "<div popover id=x onbeforetoggle=alert(1)>x</div><button popovertarget=x>x</button>",
    "<x-evil onclick=alert(1)>x</x-evil>",
    "<p hx-get=/x hx-trigger=load data-hx-on=x data-story=x>x</p>",
    "<p id=getElementById name=body class='feed'>x</p>",
    "<a href=https://ok.example ping=https://evil.example target=_blank download>x</a>",
    "<a href=https://ok.example href=javascript:alert(1)>x</a>",
    "<a href=javascript:alert(1) href=https://ok.example>x</a>",
    '<a href="https://ok.example"onclick="alert(1)">x</a>',
    "<a/href=javascript:alert(1)/onclick=alert(1)>x</a>",
    "<figure data-photo='1' onclick=alert(1) class=x><img src=x onerror=alert(1)></figure>",
    "<figure data-photo='1\"><script>alert(1)</script>'></figure>",
    "<figure data-photo=1><figcaption onclick=alert(1)><script>x</script><b onclick=x>c</b></figcaption></figure>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u202e<p>reversed\u202d</p>&#x202e;",
    "<p>\ud800 lone surrogate</p>",
    "<p>&#1;&#x7f;&#xfffe;&#x80;</p>",
    "<" + "x" * 70_000 + ">words",
    "<div>" * 600 + "words",
    "<b>" * 600 + "words",
    "<blockquote><ul><li>" * 200 + "words",
]

BAD_LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
    "java&Tab;script&colon;alert(1)",
    "\x01javascript:alert(1)",
    "&#1;javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\u2028javascript:alert(1)",
    "java\u200bscript:alert(1)",
    "java\u00adscript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "ht\u200btps://ok.example/",
    "https\u2060://ok.example/",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:https://ok.example/x",
    "filesystem:https://ok.example/x",
    "intent://x#Intent;scheme=javascript;end",
    "file:///etc/passwd",
    "jar:https://ok.example!/x",
    "view-source:javascript:alert(1)",
    "//evil.example/x",
    "/\t/evil.example/x",
    "/ /evil.example/x",
    "/\u200b/evil.example/x",
    "\\\\evil.example/x",
    "/\\evil.example/x",
    "https:\\\\evil.example",
    "https:/evil.example",
    "https:evil.example",
    "https://",
    "https://ok.example@evil.example/",
    "https://user:word@ok.example/",
    "https://ok.example:port/",
    "https://[::1/",
    "",
    "   ",
]

GOOD_LINKS = {
    "https://ok.example": "https://ok.example",
    "http://ok.example:8080/a?b=1&amp;c=2#d": "http://ok.example:8080/a?b=1&c=2#d",
    "HTTPS://OK.example/": "HTTPS://OK.example/",
    "https://ok.example/a@b": "https://ok.example/a@b",
    "https://ok.example/café/雨": "https://ok.example/café/雨",
    "https://ok.example/two words": "https://ok.example/two%20words",
    "mailto:desk@ok.example?subject=A:b": "mailto:desk@ok.example?subject=A:b",
    "/stories/rain/": "/stories/rain/",
    "stories/rain": "stories/rain",
    "?before=3": "?before=3",
    "#entry-3": "#entry-3",
    "  /stories/  ": "/stories/",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_but_allowed_markup_is_stored(text: str) -> None:
    cleaned = richtext.clean(text)

    assert_allowed(cleaned)
    assert richtext.clean(cleaned) == cleaned


@pytest.mark.parametrize("address", BAD_LINKS)
def test_a_link_that_leads_astray_is_dropped_and_its_words_stay(address: str) -> None:
    escaped = address.replace('"', "&quot;")

    cleaned = richtext.clean(f'<p><a href="{escaped}">words</a></p>')

    assert cleaned == "<p>words</p>"


@pytest.mark.parametrize(("address", "kept"), GOOD_LINKS.items())
def test_a_good_link_is_kept(address: str, kept: str) -> None:
    cleaned = richtext.clean(f'<p><a href="{address}">words</a></p>')

    [link] = html5lib.parseFragment(cleaned, namespaceHTMLElements=False).iter("a")
    assert link.attrib == {"href": kept}
    assert link.text == "words"


@given(
    st.lists(
        st.one_of(
            st.sampled_from(HOSTILE[:-4]),
            st.sampled_from([f"<{tag}>" for tag in [*ALLOWED, "div", "h1", "h6", "td", "table", "hr", "u"]]),
            st.sampled_from([f"</{tag}>" for tag in [*ALLOWED, "div", "h1", "h6", "td", "table", "u"]]),
            st.sampled_from(
                ['<figure data-photo="7">', '<a href="/x?a=1&b">', "\n\n", "\n", " ", "&nbsp;", "&#13;"]
            ),
            st.text(max_size=8),
        ),
        max_size=24,
    ).map("".join)
)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = richtext.clean(text)

    assert richtext.clean(cleaned) == cleaned
    assert_allowed(cleaned)


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="<&"), min_size=1))
def test_every_character_that_is_typed_is_kept(words: str) -> None:
    assert richtext.plain(richtext.clean(f"<p>{words}</p>")) == words


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 200_000,
        "&" * 200_000,
        "x" * 2_000_000,
        "<p>" + "".join(f"<b id={number}>" for number in range(5_000)) + "</p><p>x" * 5_000,
    ],
)
def test_more_markup_than_a_parser_can_bear_is_refused_with_advice(text: str) -> None:
    with pytest.raises(ValidationError, match="Paste it as plain text"):
        richtext.clean(text)


def assert_allowed(cleaned: str) -> None:
    """Only allowed elements and attributes are what a browser makes of the text."""
    for element in html5lib.parseFragment(cleaned, namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in ALLOWED
        assert set(element.attrib) <= ALLOWED[element.tag]
        assert SAFE_LINK.fullmatch(element.get("href", "/"))
        assert element.get("data-photo", "1").isdecimal()
    assert not set("\u202d\u202e\0\x01\x7f\ufffe") & set(cleaned)
