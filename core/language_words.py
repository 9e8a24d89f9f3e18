"""Frequent words by which languages in Latin and Cyrillic letters are told apart."""

# Each line begins with its locale.
STOP_WORDS = """
en: the is are my to how do does did i you it what why when where can cannot not and of in on for with
have has from this that was be im i'm me we they who will there get got your an a if just after been
still its
es: el la los las que como por para una con mi está esta estoy porque cuando donde dónde puedo cómo qué
hola no tengo se lo su es del al hay cuánto muy pero
pt: o os as que como por para uma um com meu minha está estou porque quando onde posso não tenho se foi
em do da quanto muito você isso oi
fr: le la les des que comment pour une un avec mon ma est je suis pourquoi quand où puis-je pas j'ai
vous et du sur dans combien bonjour ne ce qui
de: der die das wie für eine ein mit mein meine ist ich bin warum wann wo kann nicht habe und auf es von
zu wird dem den noch hallo was
it: il gli che come per una con mio mia è sono perché quando dove posso non ho si di del della ciao
quanto lo
id: yang saya apa bagaimana kenapa dan di ke dari tidak bisa ini itu untuk dengan ada sudah belum mau
kapan gimana aku kok nya akun
tr: bir ve bu ne nasıl neden için ile benim ben var yok mı mi mu değil çok zaman nerede hesabım
vi: tôi là không có làm sao thế nào của và cho được bị này khi nào ở đâu mình ví tiền bao lâu
ru: и в не на я что как почему когда где мой у мне это за по с же но нет да можно
uk: і в не на я що як чому коли де мій у мені це за по з але ні так можна чи
"""

# Tamil in Latin letters has no spelling: frequent words in their usual forms, and endings that English lacks.
ROMAN_TAMIL = """
aachu aagala aagum aaguma aayiduchu achu adha adhu agala agum aiduchu akka anga anna anupanum anupinen
anupiten anupitten anuppinen anuppiten anupunen apdi appadi appo atha athu avanga ayiduchu dhaan edhuku
eduka edukka edukkum enakku enaku enga engae enna ennada ennoda ennudaya epadi epdi eppadi eppdi eppo
eppothu ethana ethanai ethukku ethuku evalavu evanga evlo evvalavu help-u idha idhu illa illai illaiya
illana illaya ille inga ipdi ippa ippadi ippo iruka iruken irukka irukken irukku irukkum iruku irundhu
irunthu itha ithu kaasu kasu keezha kekraanga kekranga kekuran kekuranga ketkiranga kidaikum kidaikuma
kitta konjam kooda kudukanum kudukka kudunga kuduthen kuduthuten maatenguthu maathi machan machi
marandhuten maranthuten matenguthu matha mathanum mattum mela mudiyala mudiyalai mudiyathu mudiyavillai
mudiyum mudiyuma naal naan naanga nalla nanba nanbargale nandri neenga neram oru panam panna pannal
pannalam pannama pannanum pannen pannirukku panniten pannitten pannu pannuna pannunga panran panrathu
panren pathi patri pochu poguma poi poiduchu poyiduchu puriyala rendu romba sari seekiram seivathu seiya
seri seyya seyyanum solla sollu sollunga solunga sonnanga thaan thambi thappa thappaana theriyala
theriyalai theriyathu theriyum theriyuma tholachiten tholanjiduchu unga ungaloda ungalukku unmaiya
unmaya vachu vanakkam vandhu vandhucha vandhuchu vanthu vanthucha vanthuchu vara varala varalai varla
varlai varum varuma vechu vendam vendum venum yaar yaaravathu yaaru yaravathu yaru yean yen yepdi
"""
ROMAN_TAMIL_ENDINGS = (
    "anum",
    "alaam",
    "alam",
    "unga",
    "ungala",
    "iten",
    "itten",
    "iduchu",
    "uchu",
    "kku",
    "kkum",
)
