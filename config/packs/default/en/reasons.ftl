# Why a message was judged a scam; for moderators. $words: the words that showed it, shortened.
# $link, $label: hosts, already unclickable. $official: the official domain. $kind: see secret-kind-*.
reason-seed-request = Asks for a recovery phrase or private key (“{ $words }”)
reason-seed-entry = Tells people to enter their recovery phrase (“{ $words }”)
reason-code-request = Asks for a login or verification code (“{ $words }”)
reason-wallet-validation = Wants people to connect or “validate” their wallet (“{ $words }”)
reason-contact-me = Draws people into private messages (“{ $words }”)
reason-contact-desk = Sends people to a support desk that is not ours (“{ $words }”)
reason-authority = Claims to be support or staff (“{ $words }”)
reason-doubling = Promises to pay back more than is sent (“{ $words }”)
reason-giveaway = Promises free money (“{ $words }”)
reason-airdrop-claim = Claim of an airdrop or reward on a link that is not ours (“{ $words }”)
reason-recovery-offer = Offers to get lost money back (“{ $words }”)
reason-recovery-expert = Praises a recovery expert or hacker (“{ $words }”)
reason-guaranteed-returns = Promises certain profit (“{ $words }”)
reason-remote-access = Wants remote access to a device (“{ $words }”)
reason-urgency = Puts pressure on people (“{ $words }”)
reason-wallet-trouble = Frightens people about their wallet (“{ $words }”)
reason-link-same-look = { $link } looks the same as { $official }
reason-link-subdomain = { $link } puts { $official } in front of another domain
reason-link-typo = { $link } is a letter or two away from { $official }
reason-link-other-ending = { $link } has the name of { $official } with another ending
reason-link-brand = { $link } uses the name of { $official }
reason-link-disguised = The link shows { $label } and leads to { $link }
reason-link-unknown = Link to a site that is not ours: { $link }
reason-reported = Reported by a member: { $why }
reason-foreign-contact = Names a contact that is not ours
reason-disguised-text = Letters are disguised so that filters do not read them
reason-secret-leak = Held a secret: { $kind ->
    [phrase] recovery phrase
    [wif] private key
    [extended-key] extended private key
    [raw-key] private key
    [keystore] keystore file
    [bot-token] Telegram bot token
    [discord-token] Discord token
    [api-secret] API key
    [pem] private key file
   *[other] secret
}
