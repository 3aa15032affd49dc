"""Finding a person by any name they use: names in, keys to look up by and how close a typed name is out."""

from steadyhand.engines.naming.folding import fold, parts, plain
from steadyhand.engines.naming.keys import Kind, Named, keys
from steadyhand.engines.naming.matching import FAR_BEHIND, How, Match, match
from steadyhand.engines.naming.typed import LONGEST_TYPED, Typed, typed

__all__ = [
    "FAR_BEHIND",
    "LONGEST_TYPED",
    "How",
    "Kind",
    "Match",
    "Named",
    "Typed",
    "fold",
    "keys",
    "match",
    "parts",
    "plain",
    "typed",
]
