from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0011_likelihood_choices'),
    ]

    operations = [
        migrations.AddField(
            model_name='determinationrow',
            name='trace',
            field=models.JSONField(default=dict),
        ),
    ]
