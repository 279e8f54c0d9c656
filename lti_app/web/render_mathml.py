"""From one LaTeX formula to sanitised MathML."""

import re
from functools import lru_cache

from latex2mathml import exceptions
from latex2mathml.converter import convert

from lti_app.web.render_safe import sanitise

LATEX_CHARS = 2000
# latex2mathml 3.81 knows these under another name only.
ENVIRONMENTS = {"aligned": "split", "align": "align*", "gathered": "matrix", "gather": "matrix"}
ENVIRONMENT = re.compile(r"\\(begin|end)\{(aligned|align|gathered|gather)\}")
# A command that it does not know is left in the output as it was written.
UNKNOWN_COMMAND = re.compile(r"<m\w+[^>]*>\\[A-Za-z]")
UNREADABLE: tuple[type[Exception], ...] = (
    *(
        kind
        for kind in vars(exceptions).values()
        if isinstance(kind, type) and issubclass(kind, Exception)
    ),
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    StopIteration,
    AssertionError,
)


@lru_cache(maxsize=2048)
def to_mathml(latex: str, *, is_display: bool) -> str:
    """Return a `math` element, or an empty string where the formula cannot be read."""
    if not latex or len(latex) > LATEX_CHARS:
        return ""
    known = ENVIRONMENT.sub(lambda found: f"\\{found[1]}{{{ENVIRONMENTS[found[2]]}}}", latex)
    try:
        mathml = convert(known, display="block" if is_display else "inline")
    except UNREADABLE:
        return ""
    if UNKNOWN_COMMAND.search(mathml):
        return ""
    # \text{} comes through unescaped, so nothing leaves here unsanitised.
    return sanitise(mathml)
