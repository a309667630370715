"""What is there before the first act, and what changes beside the acts: log, areas, law, bodies, posts, accounts."""

import csv
import io
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from demo import cityhall, counties, people, works
from demo.counties import Place, Village
from demo.founding import SYSTEM, City, Founder
from demo.shape import CITY
from jinze.foundation.access.actions.bodies import load_areas
from jinze.foundation.access.actions.people import open_account
from jinze.foundation.access.queries import areas
from jinze.foundation.ledger.actions.log import open_log
from jinze.foundation.ledger.enums import HashName
from jinze.kernel.days import CHINA
from jinze.sources.actions import adopt_revision, import_text
from jinze.sources.queries.folder import documents_of

INSTRUMENT = "luoyang-2017-37"
ORIGIN = "demo"
CREWS_AGO = timedelta(days=60)  # teams file daily: a year of them would drown everything else
HAND_OVER_AGO = timedelta(days=150)
HAND_OVER = "gov:410305010#safety_deputy"
_DAY = timedelta(days=1)
_COLUMNS = ("code", "level", "parent", "name", "since", "until", "successor")


class Opening:
    """Founds the city on the eve of the story, and turns it where the story turns."""

    def __init__(self, *, since: date, today: date, seed: int, only: Sequence[str]) -> None:
        self.since, self.today, self.only = since, today, only
        self.city = City()
        self.counties: list[Place] = []
        self.founder = Founder(self.city, datetime.combine(since - _DAY, time(8, 30), CHINA), {}, seed)

    def open(self) -> None:
        """All that stands before the first act, as one transaction."""
        with transaction.atomic():
            self._log_and_law()
            self._bodies()
            self._accounts()

    def turns(self) -> list[tuple[datetime, Callable[[datetime], None]]]:
        """What happens between the acts, in its order: a post changes hands, the teams begin to file."""
        found = [(self.today - HAND_OVER_AGO, self._hand_over), (self.today - CREWS_AGO, self._crews)]
        eves = [(max(day, self.since + 2 * _DAY) - _DAY, happen) for day, happen in found]
        return [(datetime.combine(eve, time(20), CHINA), happen) for eve, happen in eves]

    def _log_and_law(self) -> None:
        tick = self.founder.tick
        open_log(acting=SYSTEM, at=tick(), origin=ORIGIN, hash_name=HashName.SHA256)
        table = (Path(settings.JINZE_LAW) / "divisions" / "luoyang.csv").read_text(encoding="utf-8")
        load_areas(acting=SYSTEM, at=tick(), table=table)
        documents = documents_of(INSTRUMENT)
        adopt_revision(acting=SYSTEM, at=tick(), documents=documents, since=self.since)
        document = Path(os.environ.get("JINZE_DOCUMENT", ""))
        if document.is_file():
            text = document.read_text(encoding="utf-8")
            import_text(acting=SYSTEM, at=tick(), instrument=INSTRUMENT, text=text)
        for row in documents["headings.yaml"]:
            held = row.get("holder") or []
            for function in [held] if isinstance(held, str) else held:
                self.founder.basis[function] = f"{INSTRUMENT}/{row['path']}"

    def _bodies(self) -> None:
        self.counties = [place for place in _below(CITY, self.today) if not self.only or place.code in self.only]
        towns = {county.code: _below(county.code, self.today) for county in self.counties}
        villages = counties.villages(towns)
        load_areas(acting=SYSTEM, at=self.founder.tick(), table=_table(villages))
        self.founder.found(cityhall.bodies())
        self.founder.found(counties.bodies(self.counties, towns))
        self.founder.found(list(counties.village_bodies(villages, towns)))
        self.founder.found(works.bodies([county.code for county in self.counties]))
        for post, person in people.DELEGATES.items():
            if post in self.city.posts:
                self.founder.delegate(post, person, self.since)

    def _accounts(self) -> None:
        for handle, (_, username, _) in people.CAST.items():
            if handle in self.city.people:
                self._account(handle, username)

    def _account(self, handle: str, username: str) -> None:
        person = self.city.people[handle]
        at = self.founder.tick()
        open_account(acting=SYSTEM, at=at, person=person, username=username, password=people.PASSWORD)

    def _hand_over(self, at: datetime) -> None:
        self.founder.clock = at
        if HAND_OVER in self.city.posts:
            self.founder.hand_over(HAND_OVER, (at + _DAY).date())

    def _crews(self, at: datetime) -> None:
        self.founder.clock = at
        codes = [county.code for county in self.counties]
        self.founder.found(works.crews(codes, (at + _DAY).date()))
        for handle, (_, username, _) in people.CAST.items():
            if "/" in handle and handle in self.city.people:
                self._account(handle, username)


def _below(code: str, on: date) -> list[Place]:
    return [Place(area.code, area.name) for area in areas.children(code, on)]


def _table(villages: Sequence[Village]) -> str:
    """The made-up villages as a table of divisions."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((v.code, "village", v.parent, v.name, "", "", "") for v in villages)
    return text.getvalue()
