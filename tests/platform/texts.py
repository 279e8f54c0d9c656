"""The practice LMS in French, keyed by its English."""

from __future__ import annotations

from collections.abc import Callable

FRENCH = {
    "Practice LMS": "LMS d’essai",
    "a small LTI 1.3 platform for trying Passerelle": (
        "une petite plateforme LTI 1.3 pour essayer Passerelle"
    ),
    "Skip to the content": "Aller au contenu",
    "Language": "Langue",
    "Who are you today?": "Qui êtes-vous aujourd’hui ?",
    "Choose a role. The course assistant then opens in this page, by a real LTI launch.": (
        "Choisissez un rôle. L’assistant du cours s’ouvre alors dans cette page, "
        "par un vrai lancement LTI."
    ),
    "Student": "Étudiant",
    "Teacher": "Enseignant",
    "Administrator": "Administrateur",
    "Asks questions about the course.": "Pose des questions sur le cours.",
    "Adds documents, sets up the assistant.": "Dépose des documents, règle l’assistant.",
    "Looks after the tool for the whole institution.": ("Gère l’outil pour tout l’établissement."),
    "You are": "Vous êtes",
    "Change": "Changer",
    "Course contents": "Contenu du cours",
    "General": "Généralités",
    "Assistants": "Assistants",
    "Course documents": "Documents du cours",
    "No document yet.": "Aucun document pour l’instant.",
    "Add an activity": "Ajouter une activité",
    "Choose in the tool what the new activity opens.": (
        "Choisissez dans l’outil ce que la nouvelle activité ouvre."
    ),
    "Open in a new window": "Ouvrir dans une nouvelle fenêtre",
    "opens in a new window": "s’ouvre dans une nouvelle fenêtre",
    "External tool": "Outil externe",
    "Announcements": "Annonces",
    "Outline of the course": "Plan du cours",
    "How this LMS speaks LTI": "Comment ce LMS parle LTI",
    "For those who develop or test the tool.": "Pour qui développe ou teste l’outil.",
    "Platform storage": "Stockage de la plateforme",
    "not offered, as in Moodle": "non proposé, comme dans Moodle",
    "offered by this page": "proposé par cette page",
    "offered by a frame beside": "proposé par un cadre voisin",
    "Manner": "Manière",
    "Login request": "Requête de connexion",
    "Apply": "Appliquer",
    "Opening the activity…": "Ouverture de l’activité…",
    "Continue": "Continuer",
    "Back to the course": "Revenir au cours",
    "The activity was added.": "L’activité a été ajoutée.",
    "Nothing was added.": "Rien n’a été ajouté.",
    "Open the new activity": "Ouvrir la nouvelle activité",
    "The tool’s answer was refused.": "La réponse de l’outil a été refusée.",
    "The check that failed:": "Le contrôle qui a échoué :",
    "This page does not exist.": "Cette page n’existe pas.",
    "This launch cannot go on.": "Ce lancement ne peut pas continuer.",
    "The tool is not registered here under this name or address.": (
        "L’outil n’est pas enregistré ici sous ce nom ou à cette adresse."
    ),
    "Choose who you are first.": "Choisissez d’abord qui vous êtes.",
    "Storage for the tool": "Stockage pour l’outil",
}

Translate = Callable[[str], str]


def translator(lang: str) -> Translate:
    """Return what turns an English text of this LMS into the language."""
    if lang == "fr":
        return FRENCH.__getitem__
    return str
