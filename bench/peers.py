# SPDX-License-Identifier: Apache-2.0
"""What others would build screening from: the libraries of the extra `bench`, each used as its documentation shows.

Language identification by lingua, a blank spaCy pipeline with sentencizer and an EntityRuler of 10,000 names, dates by
dateparser, and a linear model of scikit-learn over hashed n-grams. What the linear model learned is of no matter to its
speed, so it is fitted to the texts themselves, every other one called a threat.
"""

import random
import warnings
from collections.abc import Sequence
from typing import Any, Final

import spacy
from dateparser.search import search_dates
from lingua import Language, LanguageDetectorBuilder
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

SEED: Final = 20231230
PATTERNS: Final = 10_000
BATCH: Final = 64
FEATURES: Final = 2**18
#: As many languages as a desk would ask it to tell apart.
LANGUAGES: Final = (
    Language.ARABIC, Language.ENGLISH, Language.PERSIAN, Language.FRENCH, Language.TURKISH,
    Language.RUSSIAN, Language.SPANISH, Language.GERMAN, Language.URDU, Language.INDONESIAN,
)  # fmt: skip


class Peers:
    """The pipeline of one language, built and warmed with some of the texts."""

    def __init__(self, language: str, *, names: Sequence[str], texts: Sequence[str]) -> None:
        # Loaded whole beforehand: nobody waits for models in the middle of a stream.
        self._languages = LanguageDetectorBuilder.from_languages(*LANGUAGES).with_preloaded_language_models().build()
        self._tongue = [language]
        self._nlp: Any = spacy.blank(language)
        self._nlp.add_pipe("sentencizer")
        patterns = random.Random(SEED).sample(sorted(names), min(PATTERNS, len(names)))
        ruler: Any = self._nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "NAME", "pattern": name} for name in patterns])
        self._vectors = HashingVectorizer(ngram_range=(1, 2), n_features=FEATURES, alternate_sign=False)
        self._linear = SGDClassifier(loss="log_loss", random_state=SEED)
        self._linear.fit(self._vectors.transform(texts), [number % 2 for number in range(len(texts))])
        for text in texts[:5]:
            self.tell_language(text)
            self.find_names(text)
            self.find_dates(text)

    def tell_language(self, text: str) -> object:
        """Return the language."""
        return self._languages.detect_language_of(text)

    def find_names(self, text: str) -> object:
        """Return the sentences and the names in them."""
        return self._nlp(text)

    def find_dates(self, text: str) -> object:
        """Return the dates, the language being told."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own, on formats of dates without a year
            return search_dates(text, languages=self._tongue)

    def weigh(self, texts: Sequence[str]) -> object:
        """Return how much of a threat each text of a batch is."""
        return self._linear.decision_function(self._vectors.transform(texts))
