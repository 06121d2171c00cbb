"""Forms made out of typed parameters: what a record says in code is what its form asks, at any depth.

`GeneratedForm(RecordClass, spelling)` asks for every parameter of a kind of rule, of a set of facts, or of any other
`Record`, and gives the spelling back. Reading and judging values stays with the parameter types themselves.
"""

from .form import GeneratedForm
from .parts import Surroundings
from .posted import Posted

__all__ = ["GeneratedForm", "Posted", "Surroundings"]
