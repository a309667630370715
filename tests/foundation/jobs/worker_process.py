"""A worker in a process of its own, as the command line starts it, with no timetable and short leases."""

import django
from django.conf import settings


def main() -> None:
    django.setup()
    # the rooms of the platform can only be imported once Django is set up
    from jinze.foundation.jobs import timetable  # noqa: PLC0415
    from jinze.foundation.jobs.worker import stop_on_signals, work  # noqa: PLC0415

    for entry in timetable.entries():
        timetable.forget(entry.name)
    settings.TASKS["default"]["OPTIONS"] = {"attempts": 4, "first_retry_seconds": 0.1, "lease_seconds": 1.5}
    work(stop_on_signals(), idle=0.05, grace=10)


if __name__ == "__main__":
    main()
