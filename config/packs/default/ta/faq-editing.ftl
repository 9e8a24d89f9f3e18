### FAQ பதில்களைப் பராமரிக்கும்போது குழுவினர் படிப்பவை. ui.ftl போலவே எழுதப்பட்டது.

## Commands

faq-verb-add = புதிய தலைப்புக்குப் பதில் எழுத
faq-verb-edit = பதிலை மாற்ற
faq-verb-history = யார், எதை, எப்போது மாற்றினார்கள்
faq-verb-revert = முந்தைய பதிப்பைத் திரும்பக் கொண்டுவர
faq-verb-alias = கேட்கும் இன்னொரு விதத்தைச் சேர்க்க
faq-verb-disable = பதிலைப் பயன்பாட்டிலிருந்து எடுக்க
faq-verb-enable = பதிலை மீண்டும் பயன்பாட்டுக்குக் கொண்டுவர
faq-verb-review = நீண்ட நாட்களாக யாரும் சரிபார்க்காத பதில்கள்
faq-moderators-only = மாடரேட்டர்களும் அதற்கு மேலுள்ளவர்களும் மட்டுமே பதில்களை மாற்றலாம். நீங்கள் /faq history மற்றும் /faq review படிக்கலாம். இந்தச் சொற்களைத் தேட /ask பயன்படுத்துங்கள்.
faq-in-private = பதில்களைத் திருத்தும் வேலை குரூப்பில் வேண்டாம். இதே கட்டளையை எனக்குத் தனிப்பட்ட சாட்டில் அனுப்புங்கள்.
faq-add-how = புதிய தலைப்பின் பெயரைக் குறிப்பிடுங்கள்: /faq words:add tx.new_topic . சிறிய ஆங்கில எழுத்துகள், எண்கள், புள்ளி, அடிக்கோடு மட்டும்.
faq-add-needs-forms = புதிய பதிலைப் படிவத்தில்தான் எழுத வேண்டும்; இங்கே படிவங்கள் இல்லை. Discord-இல் செய்யுங்கள்: /faq words:add { $topic }
faq-topic-there = { $topic } என்ற தலைப்பு ஏற்கெனவே உள்ளது. மாற்ற: /faq edit { $topic }
faq-wrong-topic = தலைப்பின் பெயரில் சிறிய ஆங்கில எழுத்துகள், எண்கள், புள்ளி, அடிக்கோடு மட்டுமே இருக்கலாம்; உதாரணம் account.locked. அதிகபட்சம் 60 எழுத்துகள். வேறு பெயரைத் தேர்ந்தெடுங்கள்: /faq add tx.new_topic
faq-name-taken = { $topic } தொடங்கும் விதம் { $other } போலவே இருப்பதால் பட்டன்களால் பிரித்தறிய முடியாது: அவற்றில் 25 எழுத்துகளே இருக்க முடியும், அங்கே . மற்றும் _ ஒன்றுதான். தொடக்கத்திலேயே வேறுபடும் பெயரைத் தேர்ந்தெடுங்கள்.
faq-which-topic = தலைப்பைக் குறிப்பிடுங்கள்: /faq { $verb } account.locked . எல்லாத் தலைப்புகளையும் பார்க்க /faq மட்டும் போதும்.
faq-no-topic = { $topic } என்ற தலைப்பு இல்லை. எல்லாத் தலைப்புகளையும் /faq காட்டும்; /faq add { $topic } அதை உருவாக்கும். இந்தச் சொற்களைத் தேட /ask பயன்படுத்துங்கள்.
faq-no-topic-but = { $topic } என்ற தலைப்பு இல்லை. இவற்றில் ஒன்றா: { $list }? இந்தச் சொற்களைத் தேட /ask பயன்படுத்துங்கள்.
faq-no-entry = { $topic } தலைப்புக்கு { $language } மொழியில் பதில் இல்லை. முதலில் எழுதுங்கள்: /faq edit { $topic } { $locale }
faq-draft-gone = இது ஒரு நாளுக்கு மேல் பழையது, அல்லது உங்களுடையது அல்ல; எனவே என்னிடம் இல்லை. /faq edit மூலம் மீண்டும் தொடங்குங்கள்.

## The card of an answer

faq-card = ✏️ **{ $topic }** · { $language }
faq-card-nothing = இந்த மொழியில் உறுப்பினர்களுக்குப் பதில் கிடைக்காது; வேறு மொழியில் இருந்தால் அது கிடைக்கும்.
faq-card-checked = கடைசியாகச் சரிபார்த்தது: { $date }
faq-card-unchecked = இதுவரை சரிபார்க்கவில்லை
faq-card-due = ⏰ { $checked } – மீண்டும் படித்துப் பாருங்கள்
faq-card-asks =
    { $count ->
        [one] கேட்கும் விதம்: ஒன்று
       *[other] கேட்கும் விதங்கள்: { $count }
    }
faq-card-languages = பயன்பாட்டில் உள்ள மொழிகள்: { $list }
faq-card-missing = இல்லாத மொழிகள்: { $list }
faq-from-pack = உள்ளடக்கத் தொகுப்பில் (pack) உள்ளபடியே பயன்பாட்டில் உள்ளது.
faq-from-pack-again = தொகுப்பில் (pack) உள்ளபடியே மீண்டும் பயன்பாட்டில் உள்ளது, { $when } முதல் ({ $name }).
faq-from-revision = பயன்பாட்டில் இருப்பது: பதிப்பு { $number }, மாற்றியவர் { $name }, { $when }.
faq-not-in-force = பயன்பாட்டிலிருந்து எடுத்தவர் { $name }, { $when } (பதிப்பு { $number }).
faq-never-written = இதுவரை யாரும் எழுதவில்லை.
faq-needs-forms = பதிலைப் படிவத்தில்தான் எழுத வேண்டும்; இங்கே படிவங்கள் இல்லை. Discord-இல் செய்யுங்கள்: /faq words:edit { $topic } { $locale }
faq-too-long = { $field }: { $length } எழுத்துகள் உள்ளன, படிவத்தில் { $longest } மட்டுமே இருக்க முடியும். எனவே அது அப்படியே இருக்கும்; தொகுப்பின் (pack) ஃபைலில் மாற்றுங்கள்.
faq-other-language = வேறு மொழி
faq-language-missing = இன்னும் எழுதவில்லை
faq-new-topic = **புதிய தலைப்பு { $topic }** · { $language }. வகையைத் தேர்ந்தெடுங்கள்; பிறகு படிவம் திறக்கும்.
button-faq-text = பதிலை மாற்று
button-faq-write = எழுது
button-faq-asks = கேட்கும் விதங்கள்
button-faq-still-right = இன்னும் சரியாகவே உள்ளது
button-faq-disable = பயன்பாட்டிலிருந்து எடு
button-faq-enable = மீண்டும் பயன்படுத்து
button-faq-history = வரலாறு

## The preview

faq-preview = 👁 **முன்னோட்டம்: { $topic }** · { $language }. இன்னும் எதுவும் வெளியிடப்படவில்லை.
faq-preview-group = **— குரூப்பில் —**
faq-preview-private = **— தனிப்பட்ட சாட்டில் —**
faq-preview-clean = ✅ குறை எதுவும் தெரியவில்லை.
faq-preview-ready = ஒரு உறுப்பினர் படிப்பது போலப் படித்துப் பார்த்து, பிறகு வெளியிடுங்கள்.
faq-preview-blocked = இப்படியே வெளியிட முடியாது. ⛔ உள்ளவற்றை “மீண்டும் மாற்று” மூலம் சரிசெய்யுங்கள்.
faq-changed = மாறியவை: { $fields }
faq-secret-refused = சேமிக்கவில்லை: அதில் சீட் ஃப்ரேஸ் (seed phrase), கீ (key) அல்லது ஆக்சஸ் டோக்கன் (token) இருந்தது. அதை நீக்கிவிட்டு மீண்டும் தொடங்குங்கள்.
faq-published = வெளியிடப்பட்டது. { $topic } பற்றிய அடுத்த கேள்விக்கே இது கிடைக்கும்.
faq-published-already = இது ஏற்கெனவே வெளியிடப்பட்டுவிட்டது. /faq history அதைக் காட்டும்.
faq-dropped = கைவிடப்பட்டது. எதுவும் மாறவில்லை.
faq-changed-meanwhile = வெளியிடவில்லை: இதற்கிடையில் { $name } { $topic } பதிலை மாற்றினார் ({ $when }, பதிப்பு { $number }). /faq history { $topic } { $locale } மூலம் பாருங்கள். உங்களுடையதை அதற்குப் பதிலாக வைக்க வேண்டுமென்றால் கீழே தொடருங்கள்.
button-faq-publish = வெளியிடு
button-faq-publish-why = காரணத்துடன் வெளியிடு
button-faq-again = மீண்டும் மாற்று
button-faq-drop = கைவிடு
button-faq-over = என்னுடையதை மீண்டும் காட்டு

faq-field-title = தலைப்பு
faq-field-short = சுருக்கமான பதில்
faq-field-body = முழுப் பதில்
faq-field-asks = கேட்கும் விதங்கள்
faq-field-never = ஒருபோதும் செய்யக் கூடாதவை
faq-field-category = வகை
faq-field-related = தொடர்புடைய தலைப்புகள்
faq-field-needs = தயாராக வைத்திருக்க வேண்டியவை
faq-field-links = லிங்க்குகள்
faq-field-reviewed = சரிபார்த்த தேதி

faq-wrong-no-title = தலைப்பு இல்லை: ஒரு உறுப்பினர் இதை எப்படிச் சொல்வார்?
faq-wrong-no-short = சுருக்கமான பதில் இல்லை: குரூப்பில் அது மட்டுமே காட்டப்படும்.
faq-wrong-no-body = முழுப் பதில் இல்லை: தனிப்பட்ட சாட்டில் உறுப்பினர்கள் படிப்பது அதைத்தான்.
faq-wrong-no-asks = கேட்கும் விதம் எதுவும் இல்லை: உறுப்பினர்கள் எழுதும் விதத்தில் ஒரு கேள்வியாவது எழுதுங்கள், வரிக்கு ஒன்று.
faq-wrong-category = வகை இல்லை. இதைக் கைவிட்டு, /faq add கொடுத்து வகையைத் தேர்ந்தெடுங்கள்.
faq-wrong-other-category = இங்கே வகை { $here }, வேறொரு மொழியில் { $there }. இதைக் கைவிட்டு /faq edit மூலம் மீண்டும் தொடங்குங்கள்.
faq-wrong-long = { $field }: { $length } எழுத்துகள் உள்ளன, அதிகபட்சம் { $longest }. சுருக்குங்கள்.
faq-wrong-same = உறுப்பினர்கள் இப்போது படிப்பதும் இதுவும் ஒன்றே. ஏதாவது மாற்றுங்கள், அல்லது கைவிடுங்கள்.
faq-stranger = ⚠️ { $what } எங்கள் அதிகாரப்பூர்வ லிங்க்குகளிலும் முகவரிகளிலும் இல்லை. இது நிஜமாகவே எங்களுடையதா?
faq-no-such-link = ⚠️ அமைப்புகளில் { $name } என்ற லிங்க் இல்லை: அது தேவைப்படும் வரி உறுப்பினர்களுக்குத் தெரியாது.
faq-no-placeholder = ⚠️ { $what } உறுப்பினர்களுக்கு அப்படியே தெரியும். நான் நிரப்புவது { $known } மட்டுமே.
faq-no-such-relative = ⚠️ தொடர்புடைய தலைப்பு { $topic } பயன்பாட்டில் இல்லை.
faq-phrasing-taken = ⚠️ “{ $words }” என்று { $topic } ({ $title }) தலைப்பையும் கேட்கலாம். இரண்டில் ஒன்றிலிருந்து எடுத்துவிடுங்கள்.
faq-ranks-first = “{ $words }” என்று கேட்டால் இப்போது { $topic } ({ $title }) பதிலாக வரும்.
faq-ranks-among = “{ $words }” என்று கேட்டால் இப்போது முதலில் { $topic } ({ $title }) பரிந்துரைக்கப்படுகிறது.
faq-ranks-nothing = “{ $words }” என்று கேட்டால் இப்போது எதுவும் கிடைக்காது.
faq-ranks-more =
    { $count ->
        [one] கேட்கும் புதிய விதம் இன்னும் ஒன்று உள்ளது.
       *[other] கேட்கும் புதிய விதங்கள் இன்னும் { $count } உள்ளன.
    }

## Acts

faq-alias-how = உறுப்பினர்கள் எழுதும் விதத்தில் கேள்வியை எழுதுங்கள்: /faq alias { $topic } என் பணம் எங்கே
faq-alias-there = “{ $words }” ஏற்கெனவே { $topic } தலைப்பைக் கேட்கும் ஒரு விதம்தான்.
faq-alias-taken = “{ $words }” என்பது { $topic } ({ $title }) தலைப்பைக் கேட்கும் விதம். முதலில் அங்கிருந்து எடுங்கள்: /faq edit { $topic }
faq-alias-added = இனி “{ $words }” என்று { $topic } தலைப்பைக் கேட்கலாம் ({ $language }). இதுவரை:
faq-disabled = { $topic } பயன்பாட்டிலிருந்து எடுக்கப்பட்டது: { $languages }. /faq enable { $topic } அதைத் திரும்பக் கொண்டுவரும்.
faq-nothing-to-disable = { $topic } அங்கே பயன்பாட்டில் இல்லை. காரணத்தை /faq history { $topic } காட்டும்.
faq-enabled = { $topic } மீண்டும் பயன்பாட்டில் உள்ளது: { $languages }.
faq-nothing-to-enable = { $topic } பயன்பாட்டிலிருந்து எடுக்கப்படவில்லை. /faq edit { $topic } அதைக் காட்டும்.
faq-revert-how = எந்தப் பதிப்பு என்று சொல்லுங்கள்: /faq history { $topic } காட்டும் எண், அல்லது தொகுப்பில் உள்ளதற்கு “pack”. உதாரணம்: /faq revert { $topic } 12
faq-no-revision = { $topic } தலைப்புக்குப் பதிப்பு { $number } இல்லை. /faq history { $topic } எல்லாவற்றையும் காட்டும்.
faq-in-force-already = உறுப்பினர்கள் இப்போது படிப்பது இதைத்தான். எதுவும் மாறவில்லை.
faq-reverted = { $topic } மீண்டும் பதிப்பு { $number } இல் இருந்தபடி உள்ளது. அடுத்த கேள்விக்கே இது கிடைக்கும்.
faq-reverted-to-pack = { $topic } மீண்டும் தொகுப்பில் (pack) உள்ளபடி உள்ளது; இனி அதையே பின்பற்றும்.
faq-not-in-pack = தொகுப்பில் (pack) { $language } மொழியில் { $topic } இல்லை. பயன்படுத்துவதை நிறுத்த: /faq disable { $topic }
faq-look-again = நீங்கள் திறந்த பிறகு அது மாற்றப்பட்டுள்ளது. மீண்டும் படியுங்கள்: /faq edit { $topic } { $locale }
faq-reviewed = குறித்துக்கொண்டேன், நன்றி. { $date } அன்று மீண்டும் கேட்பேன்.

## History

faq-history = 🕘 **{ $topic }** · { $language }, புதியது முதலில்
faq-history-line = **{ $number }** · { $what } · { $name } · { $when }
faq-history-others = வேறு மொழிகளிலும் மாற்றப்பட்டுள்ளது: { $list }. பார்க்க: /faq history { $topic } உடன் மொழியின் குறுகிய பெயர்.
faq-history-none = { $topic } ({ $language }) தொகுப்பில் (pack) உள்ளபடியே உள்ளது. யாரும் மாற்றவில்லை.
faq-history-nothing = { $topic } தலைப்புக்கு { $language } மொழியில் இன்னும் யாரும் எழுதவில்லை. எந்த மொழிகளில் பதில் உள்ளது என்று /faq edit காட்டும்.
faq-history-look = ஒரு பதிப்பைப் பார்
button-faq-back = இதைத் திரும்பக் கொண்டுவா
button-faq-as-packed = தொகுப்பில் உள்ளபடி
faq-what-added = எழுதப்பட்டது
faq-what-edited = மாற்றப்பட்டது
faq-what-reverted = திரும்பக் கொண்டுவரப்பட்டது
faq-what-alias = கேட்கும் விதம் சேர்க்கப்பட்டது
faq-what-disabled = பயன்பாட்டிலிருந்து எடுக்கப்பட்டது
faq-what-enabled = மீண்டும் பயன்பாட்டுக்கு வந்தது
faq-what-reviewed = சரிபார்க்கப்பட்டது, சரியாகவே உள்ளது
faq-what-promoted = குழுவினரின் பதிலிலிருந்து எழுதப்பட்டது

## Review

faq-review =
    { $count ->
        [one] ⏰ **{ $language } மொழியில் ஒரு பதிலை மீண்டும் பார்க்க வேண்டும்.** தேர்ந்தெடுத்துப் படித்து, “இன்னும் சரியாகவே உள்ளது” என்பதை அழுத்துங்கள், அல்லது மாற்றுங்கள்.
       *[other] ⏰ **{ $language } மொழியில் { $count } பதில்களை மீண்டும் பார்க்க வேண்டும்.** நீண்ட நாட்களாகப் படிக்காதது முதலில். ஒன்றைத் தேர்ந்தெடுத்துப் படித்து, “இன்னும் சரியாகவே உள்ளது” என்பதை அழுத்துங்கள், அல்லது மாற்றுங்கள்.
    }
faq-review-none = ✅ { $language } மொழியில் பார்க்க வேண்டிய பதில் எதுவும் இல்லை.
faq-review-others = வேறு மொழிகளில் பார்க்க வேண்டியவை: { $list }. பார்க்க: /faq review உடன் மொழியின் குறுகிய பெயர்.
faq-review-look = ஒரு பதிலைத் தேர்ந்தெடுங்கள்
faq-review-due =
    { $count ->
        [one] ⏰ FAQ-இன் ஒரு பதில் நீண்ட நாட்களாகச் சரிபார்க்கப்படவில்லை. இன்னும் சரியாக உள்ளதா?
       *[other] ⏰ FAQ-இன் { $count } பதில்கள் நீண்ட நாட்களாகச் சரிபார்க்கப்படவில்லை. இன்னும் சரியாக உள்ளனவா?
    }
button-faq-review = காட்டு

## Cards for the staff rooms

faq-card-added = 📝 **{ $name }** பதில் எழுதினார்: **{ $title }** ({ $topic }, { $language }, பதிப்பு { $number })
faq-card-edited = 📝 **{ $name }** பதிலை மாற்றினார்: **{ $title }** ({ $topic }, { $language }, பதிப்பு { $number })
faq-card-alias = 📝 **{ $name }** கேட்கும் விதம் ஒன்றைச் சேர்த்தார்: **{ $title }** ({ $topic }, { $language }, பதிப்பு { $number })
faq-card-reverted = 📝 **{ $name }** முந்தைய பதிப்பைத் திரும்பக் கொண்டுவந்தார்: **{ $title }** ({ $topic }, { $language }, பதிப்பு { $number })
faq-card-disabled = 📝 **{ $name }** பயன்பாட்டிலிருந்து எடுத்தார்: **{ $title }** ({ $topic }, { $language }, பதிப்பு { $number })
faq-card-enabled = 📝 **{ $name }** மீண்டும் பயன்பாட்டுக்குக் கொண்டுவந்தார்: **{ $title }** ({ $topic }, { $language }, பதிப்பு { $number })
faq-card-reviewed = 📝 **{ $name }** சரிபார்த்தார்: **{ $title }** ({ $topic }, { $language }, பதிப்பு { $number })
faq-card-undone = ↩️ **திரும்பப் பெற்றவர்:** { $name } ({ $at }).
faq-why = காரணம்: { $why }
faq-undone = திரும்பப் பெறப்பட்டது. உறுப்பினர்கள் முன்பிருந்ததையே படிப்பார்கள்.
faq-undo-late = இதன் பிறகு மீண்டும் மாற்றப்பட்டுள்ளது, அல்லது ஏற்கெனவே திரும்பப் பெறப்பட்டது. பயன்பாட்டில் இருப்பதை /faq history காட்டும்.
button-faq-undo = திரும்பப் பெறு

## Forms

form-faq-entry = FAQ பதில்
form-faq-entry-title = தலைப்பு
form-faq-entry-title-hint = ஒரு உறுப்பினர் இதை எப்படிச் சொல்வார். பட்டன்களில் இது காட்டப்படும்.
form-faq-entry-short = சுருக்கமான பதில், குரூப்புக்கு
form-faq-entry-short-hint = தனியாகப் படித்தாலும் புரியும் இரண்டு மூன்று வாக்கியங்கள். அதிகபட்சம் 350 எழுத்துகள்.
form-faq-entry-body = முழுப் பதில், தனிப்பட்ட சாட்டுக்கு
form-faq-entry-body-hint = Markdown: பட்டியல், எண் வரிசை; தடித்த எழுத்துக்கு இரு நட்சத்திரக் குறி. ரகசியம் கேட்காதீர்கள்.
form-faq-entry-asks = கேட்கும் விதங்கள், வரிக்கு ஒன்று
form-faq-entry-asks-hint = உறுப்பினர்கள் எழுதும் விதத்தில், பிழைகளுடனும். இரண்டைவிடப் பத்து நல்லது.
form-faq-entry-never = ஒருபோதும் செய்யக் கூடாதவை, வரிக்கு ஒன்று
form-faq-entry-never-hint = கணக்கைத் திறந்து தர யாருக்கும் பணம் கொடுக்காதீர்கள்.
form-faq-asks = கேட்கும் விதங்கள்
form-faq-asks-asks = வரிக்கு ஒன்று
form-faq-asks-asks-hint = உறுப்பினர்கள் எழுதும் விதத்தில், பிழைகளுடனும். இரண்டைவிடப் பத்து நல்லது.
form-faq-why = காரணத்துடன் வெளியிடு
form-faq-why-why = காரணம், வரலாற்றுக்காக
form-faq-why-why-hint = குழுவினர் மட்டுமே படிப்பார்கள். காலியாக விடலாம்.
