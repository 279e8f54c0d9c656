"""The words of the sample course, which is taught in French."""

from __future__ import annotations

PAGES: dict[str, tuple[str, ...]] = {
    "announcements": (
        "Bienvenue ! Les séances ont lieu le mardi et le jeudi de 8 h 30 à 10 h 30.",
        "Polycopié et supports de séance se trouvent sous « Documents du cours ».",
        "L’assistant du cours répond à partir de ces documents et indique ses sources.",
        "Le premier compte rendu de travaux pratiques est à rendre avant la quatrième séance.",
    ),
    "outline": (
        "Grandeurs et lois de base : lois de Kirchhoff, théorèmes de Thévenin et de Norton.",
        "Régime sinusoïdal : circuits RC et RLC, impédances, diagrammes de Bode, filtres.",
        "Composants actifs : diode, transistor bipolaire, transistor à effet de champ.",
        "Amplificateur opérationnel : montages linéaires, contre-réaction, limites réelles.",
    ),
}
