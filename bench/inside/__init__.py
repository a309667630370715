"""What benches run in processes of their own, inside the platform: each module is started with `python -m`.

`ready` comes first in each of them. Owns nothing that the platform uses.
"""
