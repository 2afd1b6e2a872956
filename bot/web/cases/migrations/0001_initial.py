import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Take over the table of cases as the gateway left it."""

    initial = True
    dependencies = [("gateway", "0003_cases_move_out")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("reference", models.CharField(max_length=16, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                        ("level", models.CharField(max_length=20, null=True)),
                        ("route", models.CharField(max_length=20)),
                        ("reason", models.CharField(max_length=30)),
                        ("indicators", models.JSONField(default=list)),
                        ("advised", models.JSONField()),
                        ("knowledge_version", models.CharField(max_length=40)),
                        ("office_open", models.BooleanField()),
                        (
                            "conversation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalation",
                                to="gateway.conversation",
                            ),
                        ),
                    ],
                )
            ]
        ),
        migrations.RenameField("Escalation", "indicators", "old_indicators"),
    ]
