"""The engine on a small course, with embeddings that cost nothing."""

import hashlib
from pathlib import Path

import numpy as np

from lti_app.domain.model import Exchange, ModelRequest, Purpose
from lti_app.language.phrases import load_phrases
from lti_app.language.words import stems
from tests.language.course import COURSE

BOOK = load_phrases(Path(__file__).parents[2] / "prompts" / "embedded")


class WordEmbeddings:
    """Texts that share stems lie close; counts the texts that it embeds."""

    def __init__(self):
        self.embedded = []

    def embed_question(self, text):
        return self._vector(text)

    def embed_passages(self, texts):
        self.embedded.extend(texts)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text):
        vector = np.zeros(512, dtype=np.float32)
        for stem in stems(text):
            vector[int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 512] += 1
        return vector / max(1e-6, float(np.linalg.norm(vector)))


def asked(question, sources=COURSE, *, language="fr", purpose=Purpose.ANSWER, history=()):
    exchanges = tuple(Exchange(earlier, "Une réponse [1].") for earlier in history)
    return ModelRequest(purpose, (), question, language, tuple(sources), exchanges)


QUESTIONS = [
    ("Qu'est-ce que la loi d'Ohm ?", 1, "On appelle loi d'Ohm la relation"),
    ("Qu'est-ce qu'un condensateur ?", 2, "Un condensateur est un composant"),
    ("De quoi dépend la capacité ?", 2, "La capacité dépend de :"),
    ("Pourquoi le condensateur se décharge-t-il ?", 2, "parce que le courant diminue"),
    ("C'est quoi la loi des mailles ?", 3, "La loi des mailles dit que"),
    ("Qui a énoncé ces lois et quand ?", 3, "en 1845"),
    ("À quoi servent les transformateurs ?", 4, "élever ou abaisser une tension"),
    ("Comment brancher un ampèremètre ?", 6, "se branche en série"),
    ("La loi d'Ohm vaut-elle pour une diode ?", 1, "n'est pas valable pour une diode"),
    ("What is a diode?", 5, "A diode is a two-terminal component"),
    ("Why is a diode destroyed?", 5, "because the current is then no longer limited"),
]
