"""The verbs about texts and the only writer of them."""

from ._guard import NotAllowedToWrite, UnableToWrite, may_publish, require_writer, writing_villages
from .films import FilmFacts, UnableToAddFilm, UnableToChangeFilm, add_film, change_film, remove_film
from .pictures import UnableToAddPicture, add_picture, keep_picture
from .publishing import UnableToPublish, hand_over, publish, put_forward, turn_down, withdraw_page
from .seeding import load_standard_texts
from .writing import (
    NewPicture,
    PageFacts,
    UnableToSave,
    WrittenOutsideTransaction,
    add_version,
    begin_page,
    restore_version,
    save_draft,
    start_page,
)

__all__ = [
    "FilmFacts",
    "NewPicture",
    "NotAllowedToWrite",
    "PageFacts",
    "UnableToAddFilm",
    "UnableToAddPicture",
    "UnableToChangeFilm",
    "UnableToPublish",
    "UnableToSave",
    "UnableToWrite",
    "WrittenOutsideTransaction",
    "add_film",
    "add_picture",
    "add_version",
    "begin_page",
    "change_film",
    "hand_over",
    "keep_picture",
    "load_standard_texts",
    "may_publish",
    "publish",
    "put_forward",
    "remove_film",
    "require_writer",
    "restore_version",
    "save_draft",
    "start_page",
    "turn_down",
    "withdraw_page",
    "writing_villages",
]
