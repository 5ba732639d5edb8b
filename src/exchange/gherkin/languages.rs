//! The words of each language that Gherkin is written in.

/// A language a line, English first: its code, and the words for feature, background, rule and scenario, in lower case.
/// Rules are called `Rule` in every language too.
pub const LANGUAGES: &str = "\
en; feature|business need|ability; background; rule; scenario|example|scenario outline|scenario template
af; funksie|besigheid behoefte|vermoë; agtergrond; reël|reel; voorbeeld|situasie|situasie uiteensetting
am; ֆունկցիոնալություն|հատկություն; կոնտեքստ; rule; օրինակ|սցենար|սցենարի կառուցվացքը
amh; ስራ|የተፈለገው ስራ|የሚፈለገው ድርጊት; ቅድመ ሁኔታ|መነሻ|መነሻ ሀሳብ; ህግ; ምሳሌ|ሁናቴ|ሁናቴ ዝርዝር|ሁናቴ አብነት
an; caracteristica; antecedents; rule; eixemplo|caso|esquema del caso
ar; خاصية; الخلفية; rule; مثال|سيناريو|سيناريو مخطط
ast; carauterística; antecedentes; rule; exemplo|casu|esbozu del casu
az; özəllik; keçmiş|kontekst; rule; nümunə|ssenari|ssenarinin strukturu
be; функцыянальнасць|фіча; кантэкст; правілы; сцэнарый|cцэнар|шаблон сцэнарыя|узор сцэнара
bg; функционалност; предистория; правило; пример|сценарий|рамка на сценарий
bm; fungsi; latar belakang; rule; senario|situasi|keadaan|kerangka senario|kerangka situasi|kerangka keadaan|garis panduan senario
bs; karakteristika; pozadina; rule; primjer|scenariju|scenario|scenariju-obris|scenario-outline
ca; característica|funcionalitat; rerefons|antecedents; rule; exemple|escenari|esquema de l'escenari
cs; požadavek; pozadí|kontext; pravidlo; scénář|příklad|osnova scénáře|náčrt scénáře
cy-gb; arwedd; cefndir; rule; enghraifft|scenario|scenario amlinellol
da; egenskab; baggrund; regel; scenarie|eksempel|abstrakt scenario
de; funktionalität|funktion; grundlage|hintergrund|voraussetzungen|vorbedingungen; regel|rule; szenario|beispiel|szenariogrundriss|szenarien
el; δυνατότητα|λειτουργία; υπόβαθρο; rule; παράδειγμα|σενάριο|περιγραφή σεναρίου|περίγραμμα σεναρίου
em; 📚; 💤; rule; 🥒|📕|📖
en-au; pretty much; first off; rule; awww, look mate|reckon it's like
en-lol; oh hai; b4; rule; mishun|mishun srsly
en-old; hwaet|hwæt; aer|ær; rule; swa|swa hwaer swa|swa hwær swa
en-pirate; ahoy matey!; yo-ho-ho; rule; heave to|shiver me timbers
en-scouse; feature; dis is what went down; rule; the thing of it is|wharrimean is
en-tx; this ain’t my first rodeo|all gussied up; lemme tell y'all a story; rule; all hat and no cattle|serious as a snake bite|busy as a hound in flea season
eo; trajto; fono; regulo; ekzemplo|scenaro|kazo|konturo de la scenaro|skizo|kazo-skizo
es; característica|necesidad del negocio|requisito; antecedentes; regla|regla de negocio; escenario|ejemplo|esquema del escenario
et; omadus; taust; reegel; juhtum|stsenaarium|raamjuhtum|raamstsenaarium
fa; ویژگی|قابلیت; زمینه|پیش زمینه|مقدمات; قانون; مثال|سناریو|الگوی سناریو
fi; ominaisuus; tausta; sääntö|rule; tapaus|tapausaihio
fr; fonctionnalité; contexte; règle; scénario|exemple|plan du scénario|plan du scenario|scenario
ga; gné; cúlra; riail; sampla|cás|cás achomair
gj; લક્ષણ|વ્યાપાર જરૂર|ક્ષમતા; બેકગ્રાઉન્ડ; નિયમ; ઉદાહરણ|સ્થિતિ|પરિદ્દશ્ય રૂપરેખા|પરિદ્દશ્ય ઢાંચો
gl; característica; contexto; rule; exemplo|escenario|esbozo do escenario
he; תכונה; רקע; כלל; דוגמא|תרחיש|תבנית תרחיש
hi; रूप लेख; पृष्ठभूमि; नियम; परिदृश्य|परिदृश्य रूपरेखा
hr; osobina|mogućnost|mogucnost; pozadina; rule; primjer|scenarij|skica|koncept
ht; karakteristik|mak|fonksyonalite; kontèks|istorik; rule; senaryo|plan senaryo|senaryo deskripsyon|dyagram senaryo
hu; jellemző; háttér; szabály; forgatókönyv|példa|forgatókönyv vázlat
id; fitur; dasar|latar belakang; rule|aturan; skenario|skenario konsep|garis-besar skenario
is; eiginleiki; bakgrunnur; rule; atburðarás|lýsing atburðarásar|lýsing dæma
it; funzionalità|esigenza di business|abilità; contesto; regola; scenario|esempio|schema dello scenario
ja; フィーチャ|機能; 背景; ルール; シナリオ|シナリオアウトライン|シナリオテンプレート|テンプレ|シナリオテンプレ
jv; fitur; dasar; rule; skenario|konsep skenario
ka; თვისება|მოთხოვნა; კონტექსტი; წესი; მაგალითად|მაგალითი|მაგ|სცენარი|სცენარის ნიმუში|სცენარის შაბლონი|ნიმუში|შაბლონი
kn; ಹೆಚ್ಚಳ; ಹಿನ್ನೆಲೆ; rule; ಉದಾಹರಣೆ|ಕಥಾಸಾರಾಂಶ|ವಿವರಣೆ
ko; 기능; 배경; 규칙; 시나리오|시나리오 개요
lt; savybė; kontekstas; rule; pavyzdys|scenarijus|scenarijaus šablonas
lu; funktionalitéit; hannergrond; rule; beispill|szenario|plang vum szenario
lv; funkcionalitāte|fīča; konteksts|situācija; rule; piemērs|scenārijs|scenārijs pēc parauga
mk-cyrl; функционалност|бизнис потреба|можност; контекст|содржина; rule; пример|сценарио|на пример|преглед на сценарија|скица|концепт
mk-latn; funkcionalnost|biznis potreba|mozhnost; kontekst|sodrzhina; rule; scenario|na primer|pregled na scenarija|skica|koncept
ml; സവിശേഷത; പശ്ചാത്തലം; നിയമം; രംഗം|സാഹചര്യത്തിന്റെ രൂപരേഖ
mn; функц|функционал; агуулга; rule; сценар|сценарын төлөвлөгөө
mr; वैशिष्ट्य|सुविधा; पार्श्वभूमी; नियम; परिदृश्य|परिदृश्य रूपरेखा
ne; सुविधा|विशेषता; पृष्ठभूमी; नियम; परिदृश्य|परिदृश्य रूपरेखा
nl; functionaliteit; achtergrond; regel; scenario|voorbeeld|abstract scenario
no; egenskap; bakgrunn; regel; scenario|eksempel|scenariomal|abstrakt scenario
pa; ਖਾਸੀਅਤ|ਮੁਹਾਂਦਰਾ|ਨਕਸ਼ ਨੁਹਾਰ; ਪਿਛੋਕੜ; rule; ਉਦਾਹਰਨ|ਪਟਕਥਾ|ਪਟਕਥਾ ਢਾਂਚਾ|ਪਟਕਥਾ ਰੂਪ ਰੇਖਾ
pl; funkcja|właściwość|aspekt|potrzeba biznesowa; założenia; zasada|reguła; scenariusz|przykład|szablon scenariusza
pt; funcionalidade|característica|caracteristica; contexto|cenário de fundo|cenario de fundo|fundo; regra; cenário|cenario|exemplo|esquema do cenário|esquema do cenario|delineação do cenário|delineacao do cenario
ro; functionalitate|funcționalitate|funcţionalitate; context; regulă|rule; scenariu|exemplu|structura scenariu|structură scenariu
ru; функция|функциональность|функционал|свойство|фича; предыстория|контекст; правило; сценарий|пример|структура сценария|шаблон сценария
sk; požiadavka|funkcia|vlastnosť; pozadie; rule; príklad|scenár|náčrt scenáru|náčrt scenára|osnova scenára
sl; funkcionalnost|funkcija|možnosti|moznosti|lastnost|značilnost; kontekst|osnova|ozadje; rule; primer|scenarij|struktura scenarija|skica|koncept|oris scenarija|osnutek
sr-cyrl; функционалност|могућност|особина; контекст|основа|позадина; правило; сценарио|пример|структура сценарија|скица|концепт
sr-latn; funkcionalnost|mogućnost|mogucnost|osobina; kontekst|osnova|pozadina; pravilo; scenario|primer|struktura scenarija|skica|koncept
sv; egenskap; bakgrund; regel; scenario|abstrakt scenario|scenariomall
ta; அம்சம்|வணிக தேவை|திறன்; பின்னணி; rule; உதாரணமாக|காட்சி|காட்சி சுருக்கம்|காட்சி வார்ப்புரு
te; గుణము; నేపథ్యం; rule; ఉదాహరణ|సన్నివేశం|కథనం
th; โครงหลัก|ความต้องการทางธุรกิจ|ความสามารถ; แนวคิด; rule; เหตุการณ์|สรุปเหตุการณ์|โครงสร้างของเหตุการณ์
tlh; qap|qu'meh 'ut|perbogh|poqbogh malja'|lah; mo'; rule; lut|lut chovnatlh
tr; özellik|i̇ş gereksinimi|gereksinim|i̇şlev|kullanıcı hikayesi|yetenek|teknik gereksinim; geçmiş|arka plan|ön koşul|önkoşul|önceki durum|giriş|mukaddime|mevcut durum; kural|i̇ş kuralı|kaide|hüküm|madde; senaryo|örnek|senaryo taslağı|durum|vaka|senaryo şablonu
tt; мөмкинлек|үзенчәлеклелек; кереш; rule; сценарий|сценарийның төзелеше
uk; функціонал; передумова; правило|rule; сценарій|приклад|структура сценарію
ur; صلاحیت|کاروبار کی ضرورت|خصوصیت; پس منظر; rule; منظرنامہ|منظر نامے کا خاکہ
uz; функционал; тарих; rule; сценарий|сценарий структураси
vi; tính năng; bối cảnh; quy tắc; tình huống|kịch bản|khung tình huống|khung kịch bản
zh-cn; 功能; 背景; 规则|rule; 场景|剧本|场景大纲|剧本大纲
zh-tw; 功能; 背景; 規則|rule; 場景|劇本|場景大綱|劇本大綱";
