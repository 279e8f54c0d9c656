"""What the fake assistant says: one of everything that an answer may hold."""

from lti_app.domain.answer import Ending, Source

SOURCES = (
    Source(
        1,
        "doc-filters",
        "Électronique analogique, chapitre 9 : filtres passifs",
        4,
        "La fréquence de coupure d'un filtre passe-bas RC du premier ordre vaut fc = 1/(2πRC). "
        "À cette fréquence, le gain vaut −3 dB.",
        "La fréquence de coupure d'un filtre passe-bas RC du premier ordre vaut fc = 1/(2πRC).",
        ("Filtres passifs", "Passe-bas du premier ordre"),
        "fr",
    ),
    Source(
        2,
        "doc-bode",
        "Reading Bode diagrams",
        2,
        "Above the cutoff frequency the gain falls by 20 dB per decade.",
        "Above the cutoff frequency the gain falls by 20 dB per decade.",
        ("Asymptotes",),
        "en",
    ),
)
RICH = r"""A first-order low-pass filter lets slow signals through and weakens fast ones [1].

### Cutoff frequency

With a resistor $R$ and a capacitor $C$, the gain is down by 3 dB at \(f_c\):

\[
f_c = \frac{1}{2\pi R C}
\qquad
\underline{H}(j\omega) = \frac{1}{1 + j\,\omega / \omega_c}
\]

Above it the gain falls by **20 dB per decade** [2]. For example:

| R | C | Cutoff |
|---|---|------:|
| 1 kΩ | 100 nF | 1.6 kHz |
| 10 kΩ | 100 nF | 160 Hz |

- Choose $R$ first: it loads the stage before [1, 2].
- Then compute $C = \frac{1}{2\pi R f_c}$.

```python
from math import pi

def cutoff_hz(resistance_ohm: float, capacitance_f: float) -> float:
    # The frequency at which the gain has fallen by 3 dB, for a filter of the first order.
    return 1 / (2 * pi * resistance_ohm * capacitance_f)
```
"""
SHORT = "The gain falls by 20 dB per decade [2]."
LONG = "\n\n".join(
    f"Paragraph {n}: the filter weakens what is fast and keeps what is slow, "
    "so that the signal is smooth and the noise is small, whatever the load may be [1]."
    for n in range(1, 31)
)

# The first word of a question chooses the script; any other question gets the rich one.
TEXTS = {"short": SHORT, "long": LONG, "hold": RICH}
ENDINGS = {
    "unknown": Ending.NOT_IN_MATERIAL,
    "down": Ending.MODEL_UNAVAILABLE,
    "broken": Ending.MODEL_BROKE_OFF,
}


def script_for(question: str) -> tuple[str, Ending]:
    """Return the text and the ending for a question."""
    word = question.split(" ", 1)[0].lower()
    ending = ENDINGS.get(word, Ending.ANSWERED)
    text = "" if ending in (Ending.NOT_IN_MATERIAL, Ending.MODEL_UNAVAILABLE) else RICH
    return TEXTS.get(word, text), ending
