"""Deletes every projection and builds it anew from the ledger; prints the fingerprints. A process of its own."""

import json
import sys

import django


def main() -> None:
    django.setup()
    from jinze.foundation.ledger.followers import projections  # noqa: PLC0415 - models exist only now
    from jinze.foundation.ledger.jobs.rebuild import rebuild  # noqa: PLC0415

    for projection in reversed(projections()):
        for model in reversed(projection.tables):
            model._default_manager.all().delete()
    emptied = [each.rows for each in rebuild(keep=True)]
    print(json.dumps({"rows": emptied, "after": [each.after for each in rebuild(keep=False)]}))


if __name__ == "__main__":
    sys.exit(main())
