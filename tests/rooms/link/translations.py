"""Reports of our own told in several languages: each row is one text and its translations, and no row is another's."""

TRANSLATIONS: tuple[dict[str, str], ...] = (
    {
        "en": "The harbour of Tartus will stay closed until 14 March. Divers found cracks in two pillars of the"
        " eastern quay, the harbour master Samir Haddad said on Monday. Engineers from Damascus are to "
        "look at them this week; 27 ships wait outside the port.",
        "ar": "يبقى مرفأ طرطوس مغلقاً حتى 14 آذار. وقال مدير المرفأ سمير حداد يوم الاثنين إن الغواصين عثروا على"
        " تشققات في دعامتين من دعامات الرصيف الشرقي. ومن المقرر أن يعاينها مهندسون من دمشق هذا الأسبوع، "
        "فيما تنتظر 27 سفينة خارج الميناء.",
        "fr": "Le port de Tartous restera fermé jusqu'au 14 mars. Des plongeurs ont découvert des fissures dans"
        " deux piliers du quai est, a déclaré lundi le directeur du port, Samir Haddad. Des ingénieurs de"
        " Damas doivent les examiner cette semaine ; 27 navires attendent au large.",
        "ru": "Порт Тартус останется закрытым до 14 марта. Водолазы обнаружили трещины в двух опорах восточного"
        " причала, сообщил в понедельник начальник порта Самир Хаддад. На этой неделе их осмотрят "
        "инженеры из Дамаска; 27 судов ждут у порта.",
    },
    {
        "en": "A man of 34 was arrested in Lyon on Tuesday evening. According to the prosecutor, Claire Morel, "
        "he had written to three schools that he would come with a knife on Friday. Police found 2 "
        "letters and a machete at his home in the district of Vaise.",
        "ar": "أوقف رجل في الرابعة والثلاثين من عمره مساء الثلاثاء في مدينة ليون. وبحسب المدعية العامة كلير "
        "موريل فقد كتب إلى ثلاث مدارس أنه سيأتي يوم الجمعة ومعه سكين. وعثرت الشرطة في منزله بحي فيز على "
        "رسالتين وساطور.",
        "de": "Ein 34-jähriger Mann ist am Dienstagabend in Lyon festgenommen worden. Nach Angaben der "
        "Staatsanwältin Claire Morel hatte er drei Schulen geschrieben, er werde am Freitag mit einem "
        "Messer kommen. Die Polizei fand in seiner Wohnung im Viertel Vaise 2 Briefe und eine Machete.",
        "fa": "مردی ۳۴ ساله سه‌شنبه شب در لیون بازداشت شد. به گفته دادستان، کلر مورل، او به سه مدرسه نوشته بود "
        "که روز جمعه با چاقو خواهد آمد. پلیس در خانه او در محله وز ۲ نامه و یک قمه پیدا کرد.",
    },
    {
        "en": "Eleven lorries with flour reached the camp of Al-Hol on Sunday, the first in 19 days. Nadia "
        "Rahmani of the relief office said that 4,300 families had been given bread; the bakery will work"
        " again from Wednesday if fuel comes.",
        "ar": "وصلت إلى مخيم الهول يوم الأحد إحدى عشرة شاحنة محملة بالطحين، وهي الأولى منذ 19 يوماً. وقالت "
        "نادية رحماني من مكتب الإغاثة إن 4300 عائلة تسلمت الخبز، وإن الفرن سيعود إلى العمل اعتباراً من "
        "الأربعاء إذا وصل الوقود.",
        "es": "Once camiones con harina llegaron el domingo al campo de Al-Hol, los primeros en 19 días. Nadia "
        "Rahmani, de la oficina de socorro, dijo que 4.300 familias habían recibido pan; la panadería "
        "volverá a funcionar el miércoles si llega combustible.",
        "tr": "On bir un kamyonu pazar günü El-Hol kampına ulaştı; 19 gündür ilk kez. Yardım ofisinden Nadia "
        "Rahmani, 4.300 aileye ekmek verildiğini, yakıt gelirse fırının çarşambadan itibaren yeniden "
        "çalışacağını söyledi.",
    },
    {
        "en": "Three schools in Villeurbanne were emptied on Friday morning after an e-mail that spoke of "
        "bombs. Nothing was found, the prefecture said at noon; 1,200 pupils went back to their classes. "
        "It was the fifth such message this month.",
        "ar": "أُخليت ثلاث مدارس في فيلوربان صباح الجمعة بعد رسالة إلكترونية تحدثت عن قنابل. وقالت المحافظة "
        "ظهراً إنه لم يُعثر على شيء وإن 1200 تلميذ عادوا إلى صفوفهم. وهذه خامس رسالة من هذا النوع خلال "
        "هذا الشهر.",
        "ur": "ویلوربان کے تین اسکول جمعے کی صبح ایک ای میل کے بعد خالی کرا لیے گئے جس میں بموں کا ذکر تھا۔ "
        "انتظامیہ نے دوپہر کو بتایا کہ کچھ نہیں ملا اور 1200 طلبہ اپنی جماعتوں میں واپس چلے گئے۔ اس مہینے"
        " یہ پانچواں ایسا پیغام تھا۔",
    },
)
