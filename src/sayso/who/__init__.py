"""Who acts and who speaks? The cast of a document: its mentions joined into actors with country and sector.

Four questions, one module each:

- `describe`: which country and sector do a phrase's words give ("a French army patrol" is FRA MIL)?
- `registry`: who is known beyond the document, and what were they on its date?
- `mentions`, `links`: which words stand for the same actor?
- `cast`: the actors, put together.
"""

from sayso.who.cast import Cast, cast
from sayso.who.describe import describe
from sayso.who.registry import Registry
from sayso.who.registry import load as load_registry

__all__ = ["Cast", "Registry", "cast", "describe", "load_registry"]
