"""How many, how much? Quantities in words and figures, with honest bounds and what is counted.

`numbers` reads one number ("two hundred and fifty", "3.5 million", "dozens"); `find` puts it together with its bounds
("up to", "more than"), ranges, units and the noun that is counted.
"""

from sayso.amounts.find import find

__all__ = ["find"]
