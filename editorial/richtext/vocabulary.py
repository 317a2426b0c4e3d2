"""The tags of a text: those that are kept, those that only part one paragraph from the next, those never read."""

INLINE = {"strong", "em", "b", "i", "a", "sub", "sup"}
LEAVES = {"p", "h3", "h4"}  # hold text
LISTS = {"ul", "ol"}
ALLOWED = INLINE | LEAVES | LISTS | {"li", "blockquote", "br", "figure", "figcaption"}

# The page has its own first and second heading, so a text's begin at the third.
RENAMED = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}

# Their text is kept; without them two paragraphs would run into one.
BOUNDARIES = set(RENAMED) | {
    "address",
    "article",
    "aside",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "header",
    "hr",
    "legend",
    "main",
    "nav",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
}

# A browser shows none of their content as text, so it goes with them.
UNSEEN = {
    "applet",
    "audio",
    "canvas",
    "datalist",
    "head",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
}
