# SPDX-License-Identifier: Apache-2.0
"""A few dozen notions that reports of one event share in any language, and words too common to say anything.

It is no lexicon of threats (`screen` has those): it lets a page in French and one in Arabic be seen to speak of an
earthquake, and so stands beside names, numbers and days, never alone. Each row is one notion; its words are compared
folded and by their beginning, which takes care of most endings.
"""

from functools import lru_cache

from nadhir.language.normalise import fold

__all__ = ["COMMON_WORDS", "concepts_of_word", "countries_of_word"]

_ROWS = """
quake: earthquake quake seism séisme zelzele zelzal زلزال زلازل هزة زلزله deprem землетряс terremoto sismo
    erdbeben beben زلزلے زلزلہ
flood: flood deluge inond crue سيول فيضان فيضانات سیل سیلاب sel taşkın наводнен паводок inundac überschwemm
    hochwasser flut سیلاب
storm: storm hurricane cyclone typhoon tempête ouragan عاصفة إعصار طوفان fırtına kasırga ураган шторм tormenta
    huracán sturm orkan طوفان
fire: fire blaze wildfire incend feu حريق حرائق النيران آتش آتش‌سوزی yangın пожар incendio brand feuer آگ
blast: blast explo bomb bombing انفجار تفجير تفجيران عبوة قنبلة متفجر انفجار بمب patlama bomba взрыв бомб explos
    bomb anschlag دھماک بم
shooting: shoot gunm gunfire rifle pistol tir fusil tireur إطلاق مسلح رصاص بندقية تیراندازی سلاح silahlı ateş
    tüfek стрель стрел оружи автомат винтов tirote disparo rifle schuss schütz gewehr waffe فائرنگ بندوق
knife: knife stab machete couteau poignard سكين طعن ساطور چاقو bıçak нож поножовщин cuchillo apuñal messer چاقو
ramming: ramm truck lorry camion voiture شاحنة دهس سيارة خودرو کامیون araç kamyon грузовик наезд camión coche
    lastwagen auto گاڑی ٹرک
vest: vest belt suicide kamikaz gilet حزام ناسف انتحاري جلیقه انتحاری intihar yelek пояс смертник suicida
    chaleco selbstmord gürtel خودکش
hostage: hostage kidnap abduct otage enlèv رهينة رهائن خطف اختطاف گروگان آدم‌ربایی rehine kaçır заложник похищ
    rehén secuestr geisel entführ یرغمال اغوا
drone: drone مسيرة طائرة بهپاد پهپاد iha беспилот дрон dron drohne ڈرون
missile: missile rocket roquette صاروخ صواريخ موشک füze roket ракет misil cohete rakete میزائل راکٹ
killed: kill dead death victim mort tué قتل قتلى ضحايا وفاة مقتل کشته جان‌باخت ölü öldü ölen погиб убит жертв
    muert víctim fallecid tote getötet opfer ہلاک جاں
wounded: wound injur bless جريح جرحى مصاب اصابة مجروح زخمی yaralı ранен пострадав herid verletz زخمی
rescue: rescue relief secours إنقاذ اسعاف إغاثة امداد نجات kurtarma спас rescat ayuda rettung hilfe امداد
arrest: arrest detain custody interpell توقيف اعتقال أوقف موقوف بازداشت دستگیر gözaltı tutukla задерж арест
    detenid arrest festgenomm festnahme گرفتار
court: court trial sentenc verdict procès tribunal condamn محكمة محاكمة حكم دادگاه محاکمه mahkeme dava hapis суд
    приговор juicio tribunal sentencia gericht prozess urteil عدالت مقدمہ
foiled: foil thwart avert déjou إحباط أحبط خنثی önlen engellen предотвра frustr vereitel ناکام
warning: warn alert avertiss mise تحذير حذر أنذر هشدار uyar предупр advert avis warn انتباہ خبردار
claim: claim responsib revendiq تبنى تبنت مسؤولية مسئولیت üstlen ответственност reivindic bekenn verantwort ذمہ
embassy: embassy consul ambass سفارة قنصلية سفارت کنسولگری elçilik konsolos посольств консульств embajad
    consulad botschaft konsulat سفارت قونصل
concert: concert stadium حفل حفلات حفلة ملعب استاد کنسرت ورزشگاه konser stadyum концерт стадион concierto
    estadio konzert stadion کنسرٹ
church: church cathedr churches église كنيسة كنائس كاتدرائية کلیسا kilise церк собор iglesia catedral kirche dom
    گرجا
mosque: mosque mosquée مسجد جامع مساجد cami мечет mezquita moschee مسجد
synagogue: synagog كنيس کنیسه sinagog синагог sinagoga
school: school école lycée مدرسة مدارس مدرسه okul школ escuela schule اسکول
hospital: hospital clinic hôpital مستشفى بیمارستان hastane больниц госпитал hospital krankenhaus ہسپتال
market: market bazaar marché سوق أسواق بازار pazar çarşı рынок рынк mercado markt بازار
airport: airport aéroport مطار فرودگاه havaliman havaalan аэропорт aeropuerto flughafen ایئرپورٹ
train: train railway metro gare قطار مترو محطة قطار tren поезд метро вокзал tren zug bahnhof ٹرین
port: port harbour harbor dock ميناء مرفأ بندر اسکله liman порт puerto hafen بندرگاہ
dam: dam barrage سد سدين سدود baraj плотин presa damm staudamm
hotel: hotel hôtel فندق هتل otel отел гостиниц hotel ہوٹل
wedding: wedding mariage عرس زفاف عروسی düğün свадьб boda hochzeit شادی
funeral: funeral memorial anniversar commémor ذكرى تأبين عزاء جنازة سالگرد مراسم anma cenaze годовщин траур
    панихид aniversario funeral gedenk trauer برسی
convoy: convoy caravan convoi قافلة کاروان konvoy конвой колонн convoy konvoi قافلہ
journalist: journalist reporter صحفي صحفية صحافي خبرنگار روزنامه‌نگار gazeteci журналист periodista journalist
    صحافی
doctor: doctor physician médecin docteur طبيب طبيبة دكتور پزشک دکتر doktor hekim врач доктор médico doctor arzt
    ärztin ڈاکٹر
police: police policier شرطة پلیس polis полици policía polizei پولیس
army: army militar troop armée جيش قوات ارتش نیروها ordu asker арми войск военн ejército tropas armee truppen
    فوج
election: election vote élection انتخاب انتخابات seçim выбор elección wahl انتخابات
protest: protest demonstr manifest احتجاج مظاهر اعتراض تظاهر protesto gösteri протест митинг protesta manifest
    احتجاج
bank: bank interest inflation banque بنك فائدة مصرف بانک نرخ banka faiz банк ставк инфляц banco inflación zins
    بینک
oil: oil pétrol نفط بترول نفت petrol нефт petróleo erdöl تیل
football: football match cup coupe كرة مباراة كأس فوتبال جام futbol maç kupa футбол матч кубок fútbol partido
    copa fussball spiel فٹبال
virus: virus epidem pandem فيروس وباء ویروس virüs salgın вирус эпидем virus epidemia seuche وائرس
ship: ship vessel tanker navire سفينة ناقلة کشتی نفتکش gemi tanker судно танкер корабл barco buque schiff جہاز
plane: plane aircraft avion طائرة هواپیما uçak самол avión flugzeug طیارہ
strike: airstrike strike raid frappe غارة غارات قصف حمله بمباران saldırı hava удар авиауд обстрел bombardeo
    ataque luftangriff angriff حملہ
truce: truce ceasefire trêve هدنة وقف آتش‌بس ateşkes перемир tregua waffenruhe جنگ‌بندی
two: two both brothers pair deux beide zwei dos iki два двое обе оба اثنان اثنين الاثنان الأخوان دو آن‌دو ikisi
    دونوں
three: three trois drei tres üç три трое ثلاثة سه تین
four: four quatre vier cuatro dört четыре четверо четырех أربعة اربعه چهار چار
five: five cinq fünf cinco beş пять пятеро خمسة پنج
nine: nine neuf neun nueve dokuz девять تسعة نه نو
exwife: ex-wife ex-husband ex-mari ex-femme طليق طليقته طليقتي طليقها exfrau exmann exesposa eski‌eş бывш سابقہ
money: money ransom debt argent dette فلوس دين مبلغ پول بدهی para borç деньги долг dinero deuda geld schuld رقم
office: office association verein büro bureau مكتب جمعية دفتر انجمن büro dernek офис oficina asociación
commander: commander battalion commandant قائد القائد كتيبة فرمانده komutan командир comandante kommandeur
chief: chief elder chef شيخ الشيخ زعيم عمدة رئیس‌قبیله reis вождь jefe häuptling
warehouse: warehouse shift entrepôt مخزن مستودع انبار depo vardiya склад almacén turno lager schicht
dismissal: fired dismissal redundan job licenci despido despid فصل طرد اخراج işten увольн kündig entlass
migrants: migrant refugee migrant réfugié مهاجر لاجئ نازح پناهنده مهاجر göçmen mülteci мигрант беженц migrante
    refugiado flüchtling مہاجر
"""

_COUNTRIES = """
AF: afghan afghanistan kabul أفغانستان افغان أفغان كابول کابل afganistan kabil афганистан афганск кабул
    افغانستان
SY: syria syrie syrian damasc aleppo سوريا سورية دمشق سوری سوریه suriye şam сири дамаск siria syrien شام
IQ: iraq irak bagdad baghdad العراق عراق عراقي بغداد erbil أربيل ırak bağdat ирак багдад عراقی
IR: iran irani tehran téhéran إيران ايران إيراني طهران تهران tahran иран тегеран teheran teherán ایران
TR: turkey türkiye turkish turquie ankara istanbul تركيا تركي أنقرة إسطنبول ترکیه турци турецк анкар стамбул
    turquía türkei ترکی
RU: russia russian russie moscow moscou روسيا روسي موسكو روسیه مسکو rusya moskova росси москв подмосков rusia
    moscú russland moskau روس ماسکو
UA: ukrain kyiv kiev أوكرانيا كييف اوکراین ukrayna украин киев ucrania یوکرین
US: american washington états-unis américain أميركا أمريكا أميركي أمريكي واشنطن الأميركية الأمريكية الولايات
    آمریکا واشنگتن abd amerika сша америк вашингтон estadounid امریکہ
GB: britain british london britann londres بريطانيا بريطاني لندن انگلیس بریتانیا ingiltere londra британи лондон
    reino britán grossbritan برطانی
FR: france french français paris فرنسا فرنسي باريس فرانسه پاریس fransa франци париж francia frankreich فرانس
DE: germany german allemagne berlin ألمانيا ألماني برلين آلمان almanya германи берлин alemania deutschland جرمن
AT: austria austrian autriche vienna vienne النمسا نمساوي فيينا اتریش وین avusturya viyana австри вена вене вены
    viena österreich wien آسٹری
ES: spain spanish espagne madrid إسبانيا مدريد اسپانیا مادرید ispanya испани мадрид españa spanien
IT: italy italian italie rome إيطاليا روما ایتالیا italya итали italia italien
EG: egypt egyptian égypte cairo مصر مصري القاهرة مصر قاهره mısır kahire египет каир egipto ägypten kairo
LY: libya libyan libye tripoli benghazi ليبيا ليبي ليبية طرابلس بنغازي درنة لیبی libya ливи триполи libia libyen
    لیبیا
TN: tunisia tunisie tunis تونس تونسي تونس тунис túnez tunesien
DZ: algeria algérie algier alger الجزائر جزائري الجزایر cezayir алжир argelia algerien
MA: morocc moroccan maroc marocain rabat marrakech المغرب مغربي الرباط مراكش مراکش fas марокк marruec marokko
    مراکش
SD: sudan sudanese soudan khartoum السودان سوداني الخرطوم سودان sudan судан sudán سوڈان
SS: juba جوبا джуба
LB: lebanon liban beirut beyrouth لبنان لبناني بيروت لبنان lübnan ливан líbano libanon
IL: israel israël israeli إسرائيل إسرائيلي تل اسرائیل israil израил tel-aviv اسرائیل
PS: palestin gaza غزة فلسطين فلسطيني رفح غزه filistin gazze палестин газа газы палестин فلسطین
JO: jordan jordanie amman الأردن أردني اردن ürdün иордани jordania
SA: saudi riyadh السعودية سعودي الرياض عربستان suudi саудовск эр-рияд arabia سعودی
YE: yemen yémen sanaa اليمن يمني صنعاء الحديدة یمن yemen йемен jemen یمن
AE: emirates emirat dubai الإمارات إماراتي دبي أبوظبي امارات bae dubai эмират дубай
QA: qatar doha قطر قطري الدوحة قطر katar катар доха
KW: kuwait koweït الكويت كويتي کویت kuveyt кувейт
PK: pakistan islamabad karachi lahore peshawar باكستان باكستاني پاکستان pakistan пакистан pakistán پاکستان
IN: india indian inde delhi mumbai الهند هندي هند hindistan инди дели indien بھارت
LK: lanka lankan colombo سريلانكا كولومبو سریلانکا шри-ланк коломбо
CN: china chinese chine beijing الصين صيني چین çin китай пекин
NG: nigeria nigerian abuja lagos نيجيريا نیجریه nijerya нигери
ML: mali malian bamako مالي باماكو مالی мали бамако
NE: niger niamey النيجر نيامي нигер
BF: burkina ouagadougou بوركينا буркин
SO: somali mogadish الصومال صومالي مقديشو سومالی somali сомали могадишо
KE: kenya nairobi كينيا نيروبي کنیا кени
ET: ethiop addis إثيوبيا أديس اتیوپی эфиопи
JP: japan japon tokyo اليابان ياباني ژاپن japonya япони токио
NZ: zealand christchurch نيوزيلندا كرايستشيرش зеланди
SE: sweden suède stockholm السويد ستوكهولم سوئد isveç швеци suecia schweden
BE: belgi brussel bruxell بلجيكا بروكسل بلژیک бельги
NL: netherland dutch amsterdam rotterdam هولندا أمستردام هلند hollanda нидерланд голланд
PL: poland pologne warsaw بولندا وارسو لهستان polonya польш варшав
TJ: tajik dushanbe طاجيك دوشنبه تاجیک tacik таджик душанбе
UZ: uzbek tashkent أوزبك ازبک özbek узбек ташкент
BD: bangladesh dhaka بنغلاديش бангладеш
PH: philippin manila الفلبين مانيلا филиппин
ID: indonesi jakarta إندونيسيا جاكرتا индонези
CI: abidjan ivoire أبيدجان ديفوار ساحل
MX: mexic mexique المكسيك мексик
VE: venezuel caracas فنزويلا венесуэл
KR: korea corée seoul سيؤول كوريا کره kore коре сеул
"""

_COMMON = """
هذا هذه ذلك تلك التي الذي الذين اللواتي كان كانت يكون تكون وقد وقال قال قالت واضاف اضاف وأوضح أوضح وأكد أكد
أعلن أعلنت بعد قبل خلال عند بين على إلى الى عن من في حول حتى منذ ضمن وفق بحسب عبر لدى دون غير كما فيما بينما
حيث لكن وهو وهي هناك إذا أنه أنها انه انها اليوم أمس الآن عام سنة شهر يوم أيام ساعة مساء صباح الماضي المقبل
الجاري الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت مثل بعض كل جميع أكثر أقل نحو أول أحد إحدى آخر أخرى
جديد كبير المصدر رئيس وزير الرئيس الوزير حكومة الحكومة مسؤول المسؤول بيان تقرير شخص شخصا است بود شد شده این آن
که را با برای های هم نیز گفت کرد کرده است‌اند روز سال the and for with from that this have has had was were
are will would could been said says after before about their there which who whom what when where into over
more than also only other some such they them his her its our your not but all one two new day days week year
years monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december president minister government official officials people les des une
dans pour par sur avec est sont été pas plus que qui aux cette ces leur selon après avant dont mais lundi
mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
octobre novembre décembre der die das und den dem des ein eine einen von mit auf für ist sind war nicht auch
nach bei aus wie über sich montag dienstag mittwoch donnerstag freitag samstag sonntag los las del una con por
para que sus más como este esta fue son lunes martes miércoles jueves viernes sábado domingo bir için ile olan
olarak daha sonra gibi kadar göre olduğu dedi pazartesi salı çarşamba perşembe cuma cumartesi pazar что как
это для при его она они был была были также после перед около более чем году года день понедельник вторник
среда четверг пятница суббота воскресенье ہے کے کی میں سے کو اور نے پر کا یہ وہ
"""

#: Words of most reports, folded: of grammar, of days, of saying.
COMMON_WORDS = frozenset(map(fold, _COMMON.split()))

_LEAST_BEGINNING = 3
_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل")


def _table(rows: str) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    # A row goes on in the lines that are set in.
    for line in rows.strip().replace("\n    ", " ").splitlines():
        name, _, words = line.partition(":")
        for word in words.split():
            table.setdefault(fold(word), set()).add(name)
    return {word: frozenset(names) for word, names in table.items()}


@lru_cache(maxsize=1)
def _concepts() -> dict[str, frozenset[str]]:
    return _table(_ROWS)


@lru_cache(maxsize=1)
def _countries() -> dict[str, frozenset[str]]:
    return _table(_COUNTRIES)


def _found(word: str, *, table: dict[str, frozenset[str]]) -> frozenset[str]:
    bare = next(
        (
            word[len(prefix) :]
            for prefix in _PREFIXES
            if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_BEGINNING
        ),
        word,
    )
    for form in (word, bare):
        if form in table:
            return table[form]
    for form in (word, bare):
        for length in range(min(len(form), 10), 4, -1):
            found = table.get(form[:length])
            if found is not None:
                return found
    return frozenset()


@lru_cache(maxsize=65536)
def concepts_of_word(word: str) -> frozenset[str]:
    """Return the notions of a folded word: of itself, without an Arabic prefix, or by its first five letters or more.

    >>> concepts_of_word(fold("والزلزال"))
    frozenset({'quake'})
    """
    return _found(word, table=_concepts())


@lru_cache(maxsize=65536)
def countries_of_word(word: str) -> frozenset[str]:
    """Return the ISO codes of the country that a folded word names, or of whose people or capital it speaks.

    >>> countries_of_word(fold("الليبية")), countries_of_word(fold("moscow"))
    (frozenset({'LY'}), frozenset({'RU'}))
    """
    return _found(word, table=_countries())
