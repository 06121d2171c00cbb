"""One scheme version as one YAML file: read, check, write, describe and try."""

from .cases import ExampleCase, check_cases, read_cases
from .files import SchemeFile, UnacceptableSchemeFile, dump_scheme_file, load_scheme_file
from .schema import json_schema

__all__ = [
    "ExampleCase",
    "SchemeFile",
    "UnacceptableSchemeFile",
    "check_cases",
    "dump_scheme_file",
    "json_schema",
    "load_scheme_file",
    "read_cases",
]
