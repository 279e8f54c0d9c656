"""The last step of everything rendered: what may stand in an answer, by name."""

import nh3
from pygments.token import STANDARD_TYPES

TEXT = {
    "p", "br", "hr", "em", "strong", "s", "blockquote", "code", "pre",
    "h3", "h4", "ul", "ol", "li",
    "table", "thead", "tbody", "tr", "th", "td",
    "div", "span", "figure", "figcaption", "button",
}  # fmt: skip
MATHS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "ms",
    "mfrac", "msqrt", "mroot", "mstyle", "mpadded", "mphantom", "merror", "menclose",
    "msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts",
    "mtable", "mtr", "mtd",
}  # fmt: skip
MATHS_ATTRIBUTES = {
    "mathvariant", "displaystyle", "scriptlevel", "stretchy", "fence", "form", "separator",
    "accent", "accentunder", "movablelimits", "largeop", "symmetric", "minsize", "maxsize",
    "lspace", "rspace", "linethickness", "columnalign", "columnspan", "rowspan", "columnlines",
    "rowlines", "rowspacing", "columnspacing", "notation", "width", "height", "depth", "voffset",
}  # fmt: skip
HIGHLIGHTING = {name for name in STANDARD_TYPES.values() if name}
CELLS = {"cell--end", "cell--center"}

CLEANER = nh3.Cleaner(
    tags=TEXT | MATHS,
    clean_content_tags={"script", "style"},
    attributes={
        **{tag: set(MATHS_ATTRIBUTES) for tag in MATHS},
        "ol": {"start"},
        "button": {"data-source", "aria-label"},
        "span": {"data-latex", "aria-label"},
        "div": {"aria-label"},
        "pre": {"aria-label"},
    },
    tag_attribute_values={
        "math": {"display": {"block", "inline"}},
        "button": {"type": {"button"}},
        "th": {"scope": {"col"}},
        **{tag: {"tabindex": {"0"}, "role": {"group"}} for tag in ("div", "pre", "span")},
    },
    allowed_classes={
        "button": {"citation", "code__copy", "formula__copy"},
        "code": {"formula__source"},
        "div": {"table"},
        "figcaption": {"code__bar"},
        "figure": {"code"},
        "p": {"page-view__title"},
        "pre": {"code__text"},
        "span": {"code__language", "formula", "formula--display", "formula__scroll"} | HIGHLIGHTING,
        "td": CELLS,
        "th": CELLS,
    },
    url_schemes=set(),
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Return the HTML with the elements and attributes named above, nothing else."""
    return CLEANER.clean(html)
