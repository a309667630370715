from jinze.kernel.refusal import Refusal


def test_a_refusal_carries_what_was_refused_and_how_to_mend_it() -> None:
    refusal = Refusal("deed.late", "已过宽限期", remedy="请选择补报", clause="x/1.2", fields={"day": "太早"}, days=5)
    assert (refusal.code, refusal.words, refusal.remedy, refusal.clause) == (
        "deed.late",
        "已过宽限期",
        "请选择补报",
        "x/1.2",
    )
    assert (refusal.status, refusal.fields, refusal.facts) == (422, {"day": "太早"}, {"days": 5})
    assert str(refusal) == "deed.late: 已过宽限期"


def test_a_refusal_does_not_share_its_fields_with_the_caller() -> None:
    fields = {"day": "太早"}
    refusal = Refusal("deed.late", "已过宽限期", fields=fields)
    fields.clear()
    assert refusal.fields == {"day": "太早"}
