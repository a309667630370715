from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from jinze.judgement.duties.models import Bound, Count, Done, Held, Mask, Obligation, Seat
from tests.support.law import duty_row
from tests.support.world import World


@pytest.mark.parametrize("model", [Bound, Held, Seat, Obligation, Mask, Count, Done])
def test_no_row_of_a_projection_stands_twice(world: World, model: type[Model]) -> None:
    world.adopt_duties(duty_row("1.1-m", at_least=2))
    body = world.body(functions=("government",))
    leader = world.filled(body)
    for day in (1, 2):
        world.files(leader, date(2022, 6, day))
    row = model._default_manager.order_by("pk")[0]
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_an_obligation_with_masks_cannot_go_before_them(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    body = world.body(functions=("government",))
    world.files(world.filled(body), date(2022, 6, 1))
    with pytest.raises(ProtectedError):
        Obligation.objects.all().delete()


def test_a_mask_holds_all_sixty_bits(world: World) -> None:
    world.adopt_duties(duty_row("1.1-m"))
    body = world.body(functions=("government",))
    full = (1 << 60) - 1
    Mask.objects.create(obligation=Obligation.objects.get(body=body), block=9, done=full, on_time=full)
    assert Mask.objects.get(block=9).done == full
