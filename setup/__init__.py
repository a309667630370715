"""Set-up: what `make` does, as small scripts; each runs as `python -m setup.<name>` in the checkout.

Owns: the virtual environment, front-end packages, test databases and browsers, serving, checking, packing.
`environment`, `checkout` and `vendor` run before anything is installed: standard library of Python 3.11 only.
"""
