"""`python -m sayso` is `sayso`."""

from sayso.cli import sayso

sayso(prog_name="sayso")
