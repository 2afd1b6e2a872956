from datetime import timedelta

from django.db import migrations

_RANKS = {"emergency": 3, "complex_severe": 2, "early_help": 1}
_ROUTES = {"emergency": 3, "mash": 2}


def fill(apps, schema_editor):
    """Give the cases there are what the console needs: urgency, clock, their indicators and the advice in rows."""
    models = {name: apps.get_model("cases", name) for name in ("Escalation", "CaseIndicator", "AdviceGiven")}
    for case in models["Escalation"].objects.iterator(chunk_size=500):
        case.rank = max(_RANKS.get(case.level, 2), _ROUTES.get(case.route, 0))
        # Long past by now; counted in plain hours, because office hours are the guidance's affair.
        case.answer_due = case.made_at + timedelta(days=1)
        case.raised_at = case.made_at
        case.save(update_fields=["rank", "answer_due", "raised_at"])
        for item in case.old_indicators:
            models["CaseIndicator"].objects.create(
                escalation=case,
                indicator=item["id"],
                label=item["label"],
                level=item["level"],
                evidence=item["evidence"],
                probability=item["probability"],
                reported=item["reported"],
                found_at=case.made_at,
            )
        models["AdviceGiven"].objects.create(
            escalation=case,
            at=case.made_at,
            kind=case.advised["kind"],
            level=case.level,
            route=case.route,
            reason=case.reason,
            reply=case.advised,
            knowledge_version=case.knowledge_version,
            office_open=case.office_open,
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_console")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
