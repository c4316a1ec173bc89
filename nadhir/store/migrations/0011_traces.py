from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0010_facts'),
    ]

    operations = [
        migrations.AddField(
            model_name='determinationrow',
            name='trace',
            field=models.JSONField(default=dict),
        ),
    ]
