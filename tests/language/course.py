"""Passages of a small course of electrical engineering, French with some English."""

from lti_app.domain.answer import Source


def source(
    number: int, text: str, *, language: str = "fr", headings: tuple[str, ...] = ()
) -> Source:
    return Source(
        number=number,
        document_id=f"document-{number}",
        title="Électrotechnique",
        page_number=number,
        text=text,
        heading_path=headings,
        language=language,
    )


OHM = """\
# Loi d'Ohm

La tension aux bornes d'un conducteur se mesure avec un voltmètre branché en parallèle.
On appelle loi d'Ohm la relation de proportionnalité entre la tension et l'intensité dans un
conducteur ohmique. Elle s'écrit :

$$U = R\\,I$$

où $U$ est la tension en volts, $R$ la résistance en ohms et $I$ l'intensité en ampères.

Pour une résistance de 2,5 kΩ parcourue par 4 mA, on trouve une tension de 10 V. Cette loi
n'est pas valable pour une diode (cf. fig. 3).
"""

CAPACITOR = """\
Un condensateur est un composant formé de deux armatures conductrices séparées par un isolant.
Il emmagasine une charge $q = C\\,u_C$, où $C$ est la capacité exprimée en farads.
La capacité dépend de :

- la surface des armatures en regard ;
- la distance qui les sépare ;
- la nature de l'isolant, p. ex. l'air ou le mica.

Quelle est la capacité d'un condensateur plan de 10 cm² ? Les valeurs usuelles vont du picofarad
au millifarad. Le condensateur se décharge dans la résistance avec la constante de temps
$\\tau = R\\,C$, parce que le courant diminue à mesure que la tension baisse.
"""

KIRCHHOFF = """\
La loi des nœuds exprime la conservation de la charge : la somme des courants qui entrent dans un
nœud est égale à la somme des courants qui en sortent. La loi des mailles dit que la somme des
tensions le long d'une maille est nulle. G. Kirchhoff les a énoncées en 1845.
"""

MAGNETISM = """\
Le flux magnétique à travers une spire est le produit du champ par la surface. Une variation de ce
flux crée une force électromotrice induite, d'après la loi de Faraday [4]. Les transformateurs
utilisent ce phénomène pour élever ou abaisser une tension alternative.
"""

DIODE = """\
A diode is a two-terminal component that conducts current mainly in one direction. Its forward
voltage drop is about 0.7 V for silicon. A diode is destroyed when the reverse voltage exceeds the
breakdown voltage, because the current is then no longer limited by the junction.

Exercise 4. What is the current in the diode of Fig. 2? Prof. Smith suggests to use the load line.
"""

MEASURES = """\
## Appareils

| Grandeur | Appareil | Unité |
|---|---|---|
| tension | voltmètre | V |
| intensité | ampèremètre | A |

Un ampèremètre se branche en série, car il doit être traversé par le courant à mesurer. Son
calibre est choisi au-dessus de la valeur attendue ; sinon le fusible fond.
"""

COURSE = (
    source(1, OHM, headings=("Lois fondamentales", "Loi d'Ohm")),
    source(2, CAPACITOR, headings=("Composants", "Le condensateur")),
    source(3, KIRCHHOFF, headings=("Lois fondamentales", "Lois de Kirchhoff")),
    source(4, MAGNETISM, headings=("Induction",)),
    source(5, DIODE, language="en", headings=("Diodes",)),
    source(6, MEASURES, headings=("Mesures",)),
)


def course_from(first: int) -> tuple[Source, ...]:
    """Return the sources as if the one of this number had been found best."""
    found = sorted(COURSE, key=lambda s: (s.number != first, s.number))
    return tuple(
        source(rank, s.text, language=s.language, headings=s.heading_path)
        for rank, s in enumerate(found, start=1)
    )
