from django.db import migrations


class Migration(migrations.Migration):
    """The indicators stand in rows of their own now."""

    dependencies = [("cases", "0003_fill")]
    operations = [migrations.RemoveField("Escalation", "old_indicators")]
