"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at the second recommended cost of RFC 9106 §4: 3 passes over 64 MiB, 4 lanes."""

    time_cost = 3
    memory_cost = 64 * 1024  # KiB
    parallelism = 4
