"""Types of parameters: how a value is spelled in a scheme file, what it is in code, and its JSON Schema.

A spelling is what stands in YAML and in `Criterion.parameters` (euros, ISO dates); a value is what the rules work with
(cents, `date`). `read` takes a spelling and reports faults instead of raising; `write` gives the canonical spelling.
"""

from .groups import Item, Labelled, ListOf, MapOf
from .records import Record, RecordOf, param, parameter_fields, read_record, record_schema, write_record
from .scalars import (
    Anything,
    Choice,
    Code,
    Count,
    Day,
    Either,
    Euro,
    Flag,
    ParameterType,
    Percent,
    Schema,
    Text,
    YearDay,
)

__all__ = [
    "Anything",
    "Choice",
    "Code",
    "Count",
    "Day",
    "Either",
    "Euro",
    "Flag",
    "Item",
    "Labelled",
    "ListOf",
    "MapOf",
    "ParameterType",
    "Percent",
    "Record",
    "RecordOf",
    "Schema",
    "Text",
    "YearDay",
    "param",
    "parameter_fields",
    "read_record",
    "record_schema",
    "write_record",
]
