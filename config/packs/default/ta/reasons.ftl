# Why a message was judged a scam; for moderators. $words: the words that showed it, shortened.
# $link, $label: hosts, already unclickable. $official: the official domain. $kind: see secret-kind-*.
reason-seed-request = சீட் ஃப்ரேஸை (seed phrase) அல்லது பிரைவேட் கீயை (private key) கேட்கிறது (“{ $words }”)
reason-seed-entry = சீட் ஃப்ரேஸை (seed phrase) உள்ளிடச் சொல்கிறது (“{ $words }”)
reason-code-request = உள்நுழைவு அல்லது சரிபார்ப்புக் குறியீட்டைக் கேட்கிறது (“{ $words }”)
reason-wallet-validation = வாலட்டை இணைக்கவோ “சரிபார்க்கவோ” சொல்கிறது (“{ $words }”)
reason-contact-me = தனிப்பட்ட மெசேஜுக்கு அழைக்கிறது (“{ $words }”)
reason-contact-desk = எங்களுடையது அல்லாத உதவி மையத்துக்கு அனுப்புகிறது (“{ $words }”)
reason-authority = ஆதரவுக் குழு அல்லது குழுவினர் என்று சொல்லிக்கொள்கிறது (“{ $words }”)
reason-doubling = அனுப்புவதைவிட அதிகமாகத் திருப்பித் தருவதாக உறுதியளிக்கிறது (“{ $words }”)
reason-giveaway = இலவசப் பணம் தருவதாக உறுதியளிக்கிறது (“{ $words }”)
reason-airdrop-claim = எங்களுடையது அல்லாத லிங்க்கில் ஏர்டிராப் அல்லது வெகுமதி பெறச் சொல்கிறது (“{ $words }”)
reason-recovery-offer = இழந்த பணத்தை மீட்டுத் தர முன்வருகிறது (“{ $words }”)
reason-recovery-expert = “மீட்பு நிபுணர்” அல்லது ஹேக்கர் ஒருவரைப் புகழ்கிறது (“{ $words }”)
reason-guaranteed-returns = நிச்சய லாபம் என்று உறுதியளிக்கிறது (“{ $words }”)
reason-remote-access = சாதனத்துக்கு ரிமோட் ஆக்சஸ் கேட்கிறது (“{ $words }”)
reason-urgency = அவசரப்படுத்துகிறது (“{ $words }”)
reason-wallet-trouble = வாலட்டுக்கு ஆபத்து என்று பயமுறுத்துகிறது (“{ $words }”)
reason-link-same-look = { $link } பார்ப்பதற்கு { $official } போலவே உள்ளது
reason-link-subdomain = { $link }: வேறொரு டொமைனுக்கு முன்னால் { $official } சேர்க்கப்பட்டுள்ளது
reason-link-typo = { $link } ஓரிரு எழுத்துகளில் மட்டுமே { $official } இலிருந்து வேறுபடுகிறது
reason-link-other-ending = { $link }: { $official } பெயரே, ஆனால் வேறு முடிவுடன்
reason-link-brand = { $link }: { $official } பெயரைப் பயன்படுத்துகிறது
reason-link-disguised = லிங்க் { $label } என்று காட்டுகிறது, ஆனால் { $link } தளத்துக்குச் செல்கிறது
reason-link-unknown = எங்களுடையது அல்லாத தளத்துக்கான லிங்க்: { $link }
reason-reported = உறுப்பினர் ஒருவர் புகார் செய்தார்: { $why }
reason-foreign-contact = எங்களுடையது அல்லாத தொடர்பைக் குறிப்பிடுகிறது
reason-disguised-text = ஃபில்டர்கள் படிக்க முடியாதபடி எழுத்துகள் மாற்றி மறைக்கப்பட்டுள்ளன
reason-secret-leak = ரகசியத் தகவல் இருந்தது: { $kind ->
    [phrase] சீட் ஃப்ரேஸ் (seed phrase)
    [wif] பிரைவேட் கீ (private key)
    [extended-key] எக்ஸ்டெண்டட் பிரைவேட் கீ (extended private key)
    [raw-key] பிரைவேட் கீ (private key)
    [keystore] keystore ஃபைல்
    [bot-token] டெலிகிராம் bot டோக்கன் (token)
    [discord-token] டிஸ்கார்ட் டோக்கன் (token)
    [api-secret] API கீ (API key)
    [pem] பிரைவேட் கீ ஃபைல் (private key file)
   *[other] ரகசியம்
}
