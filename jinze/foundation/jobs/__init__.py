"""Jobs: work done later, behind the Django tasks API, and the timetable.

Owns: the queue and its workers, retries and what failed, which slot of the timetable ran.
Does not own: what the jobs do; rooms write tasks in their own jobs.py.
Doors: `@task()` and `enqueue` of django_tasks, backend.enqueue_once, timetable.every and daily, worker.work
and drain, queries. A room of machinery: backend.py, runner.py, timetable.py, worker.py are names of its own.
"""
