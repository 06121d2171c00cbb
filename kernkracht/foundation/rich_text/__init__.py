"""Text with headings, lists, links, quotes and pictures: Markdown as it is kept, and the safe HTML made of it. Pure."""

from .notation import Explained, as_html, as_words, pictures_in, undescribed_pictures, word_html

__all__ = ["Explained", "as_html", "as_words", "pictures_in", "undescribed_pictures", "word_html"]
