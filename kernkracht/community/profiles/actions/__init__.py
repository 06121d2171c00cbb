"""The verbs about figures of villages."""

from ._guard import UnableToManageFigures
from .definitions import FigureFacts, change_figure, load_figures
from .importing import FigureFile, ImportResult, UnableToImportFigures, import_figures, note_known_inhabitants

__all__ = [
    "FigureFacts",
    "FigureFile",
    "ImportResult",
    "UnableToImportFigures",
    "UnableToManageFigures",
    "change_figure",
    "import_figures",
    "load_figures",
    "note_known_inhabitants",
]
