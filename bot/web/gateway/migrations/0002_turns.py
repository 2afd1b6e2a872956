"""Numbers every turn of a conversation, and makes room for the duty team's lines, the end and feedback."""

import django.db.models.deletion
from django.db import migrations, models

KINDS = ["wrong_sign", "missed_sign", "too_low", "too_high", "unclear", "other"]


def number(apps, schema_editor):
    """Give the messages that are there numbers in the order in which they came; a reply follows its message."""
    Conversation = apps.get_model("gateway", "Conversation")
    Message = apps.get_model("gateway", "Message")
    for conversation in Conversation.objects.iterator():
        n = 0
        for message in Message.objects.filter(conversation=conversation).order_by("id"):
            n += 1
            message.n = message.ticket = n
            if message.reply is not None:
                n += 1
                message.reply_n = n
            message.save(update_fields=["n", "ticket", "reply_n"])
        Conversation.objects.filter(pk=conversation.pk).update(last_n=n)


class Migration(migrations.Migration):

    # PostgreSQL does not change a table whose rows were changed in the same transaction.
    atomic = False

    dependencies = [("gateway", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(name="message", options={"ordering": ["conversation", "n"]}),
        migrations.AddField("conversation", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("conversation", "last_n", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "message",
            "speaker",
            models.CharField(
                choices=[("practitioner", "practitioner"), ("duty_team", "duty_team")],
                default="practitioner",
                max_length=12,
            ),
        ),
        migrations.AddField("message", "n", models.PositiveIntegerField(null=True)),
        migrations.AddField("message", "reply_n", models.PositiveIntegerField(null=True)),
        migrations.AddField("message", "withheld", models.BooleanField(default=False)),
        migrations.AddField("message", "ticket", models.PositiveIntegerField(default=0)),
        migrations.AddField("message", "claimed_until", models.DateTimeField(null=True)),
        migrations.AddField("message", "model_version", models.CharField(default="", max_length=120)),
        migrations.AddField("message", "knowledge_version", models.CharField(default="", max_length=40)),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AlterField("message", "n", models.PositiveIntegerField()),
        migrations.AddConstraint(
            "message", models.UniqueConstraint(fields=("conversation", "n"), name="one_message_per_number")
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=12)),
                ("text", models.TextField(blank=True)),
                ("made_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="gateway.conversation",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="gateway.message",
                    ),
                ),
            ],
        ),
    ]
