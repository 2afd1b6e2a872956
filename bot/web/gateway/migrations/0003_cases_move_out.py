from django.db import migrations


class Migration(migrations.Migration):
    """The duty team's cases get a part of their own; the table goes with everything in it."""

    dependencies = [("gateway", "0002_turns")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("Escalation", "cases_escalation")],
            state_operations=[migrations.DeleteModel("Escalation")],
        )
    ]
