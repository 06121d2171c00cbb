"""Text with headings, lists, links, pictures and films: Markdown as it is kept, and the safe HTML made of it. Pure."""

from .films import FilmLine, ShownFilm, film_html
from .notation import Explained, as_html, as_words, film_lines, pictures_in, undescribed_pictures, word_html

__all__ = [
    "Explained",
    "FilmLine",
    "ShownFilm",
    "as_html",
    "as_words",
    "film_html",
    "film_lines",
    "pictures_in",
    "undescribed_pictures",
    "word_html",
]
