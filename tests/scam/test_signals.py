"""Scams are told with the reason; questions, warnings, quotes and reports about them are left alone."""

import pytest

from core.events import HiddenLink
from core.scam.signals import NOTHING, examine

SURE = [
    "Please send your seed phrase to our support desk",
    "validate your 12 words at https://walletfix.app",
    "Enter your recovery phrase here: https://wallet-sync.app",
    "Kindly provide your private key so that I can fix it",
    "To unlock your wallet, enter your 24 word recovery phrase on this form",
    "DM me your seed phrase and I will sort it out",
    "You need to verify your secret recovery phrase within 24 hours",
    "I need your seed phrase to restore the account",
    "don't worry, just share your seed phrase with me",
    "if your wallet is not syncing, send your seed phrase to the admin",
    "Never share your phrase with strangers. To validate your wallet submit your seed phrase to our desk",
    "Never share your seed phrase except with our official desk",
    "S e n d your s e e d phrase to me",
    "Ѕеnd mе уоur ѕееd рhrаѕе",
    "s\u200bend your s\u200beed phr\u200base",
    "𝐬𝐞𝐧𝐝 𝐲𝐨𝐮𝐫 𝐬𝐞𝐞𝐝 𝐩𝐡𝐫𝐚𝐬𝐞",
    "send your s33d phr4se to me",
    "请把你的助记词发给我",
    "请提供您的私钥，我们帮您处理",
    "请在这里输入您的助记词以便解冻钱包 https://wallet-fix.app",
    "钱包异常，请验证助记词",
    "把助记词发给客服即可恢复",
    "請把你的助記詞傳給我",
    "請提供您的私鑰給客服人員",
    "請輸入助記詞解鎖錢包 https://wallet-fix.app",
    "Пришлите вашу сид-фразу оператору поддержки",
    "Для восстановления отправьте приватный ключ администратору",
    "Введите сид-фразу на сайте https://wallet-fix.app чтобы получить токены",
    "உங்கள் மீட்புச் சொற்றொடரை எங்களுக்கு அனுப்பவும்",
    "உங்கள் தனிப்பட்ட விசையை பகிரவும்",
    "https://belIcoin.org/login",
    "claim at https://bellcoin.org.claim-now.xyz",
]

FUZZY = [
    ("contact-me", "hello dear, dm me i can help you fix it"),
    ("contact-me", "Message me on WhatsApp for assistance"),
    ("contact-desk", "Contact our support desk @BellHelpDesk_1 for help"),
    ("contact-desk", "reach the customer care on telegram https://t.me/bell_care"),
    ("doubling", "Send 1 ETH and get back double your coins today"),
    ("giveaway", "Huge giveaway! free eth for all at https://free-eth.xyz"),
    ("airdrop-claim", "Claim your airdrop now https://bell-drop.xyz"),
    ("wallet-validation", "Connect your wallet at https://dapp-fix.xyz to resolve it"),
    ("recovery-offer", "I lost 3 BTC but @ghost_hacker helped me recover all my funds"),
    ("recovery-expert", "talk to a bitcoin recovery expert today"),
    ("guaranteed-returns", "guaranteed profit every week, ask me how"),
    ("code-request", "please send me the verification code you received"),
    ("remote-access", "install anydesk so that I can look at it"),
    ("seed-entry", "then enter your seed phrase"),
    ("contact-me", "有问题请联系 @bell_kefu888 客服"),
    ("airdrop-claim", "点击领取空投 https://bell-drop.xyz"),
    ("guaranteed-returns", "老师带单，稳赚不赔"),
    ("contact-me", "需要協助請私訊我"),
    ("recovery-offer", "他们帮我追回了被骗的资金，联系 @zhuihui_888"),
    ("contact-me", "Поможем решить проблему, пишите в лс"),
    ("guaranteed-returns", "Гарантированный доход от 100$ в день"),
    ("airdrop-claim", "Заберите airdrop здесь https://bell-drop.xyz"),
    ("contact-me", "உதவிக்கு என்னைத் தொடர்பு கொள்ளுங்கள்"),
    ("guaranteed-returns", "தினசரி லாபம் பெறுங்கள்"),
    ("link-brand", "see https://bellcoin-rewards.com"),
    ("link-typo", "see https://bellcoim.org"),
]

HARMLESS = [
    # English
    "is this a scam? someone asked for my seed phrase",
    "Never share your seed phrase with anyone",
    "we never ask for your seed phrase",
    "Our team will never ask you to send your seed phrase or private key.",
    "Reminder: do not enter your seed phrase on any website",
    "don't ever give your private key to people in DMs",
    "Admins will never DM you first. Never share, send or enter your recovery phrase.",
    "a guy told me to send my seed phrase to him, what should I do?",
    "he wanted me to validate my wallet at some site, is that legit?",
    "I entered my seed phrase on a fake site, please help",
    "I just sent my private key to a scammer, my wallet is drained",
    'got this dm: "please validate your 12 words at our portal". Phishing?',
    "beware, scammers tell people to enter their seed phrase",
    "anyone asking you to share your private key is a scammer",
    "do I need to enter my seed phrase again after the update?",
    "where do I enter my recovery phrase on a new phone?",
    "how do I import my seed phrase in the new wallet?",
    "Enter your recovery phrase on your ledger to restore it",
    "what is a seed phrase?",
    "should I share my private key with the support team?",
    "can I change my seed phrase",
    "I wrote my 24 words on paper",
    "why does the app ask for my private key?",
    "is the airdrop claim page real?",
    "is this guy an admin? he says dm me for help",
    "when is the airdrop",
    "how do I claim my rewards on the app?",
    "claim your rewards at https://app.bellcoin.org",
    "connect your wallet at https://app.bellcoin.org/swap",
    "please contact support via @bell_support_bot",
    "I got scammed by a recovery expert, beware",
    "nobody can guarantee profits, it is always a scam",
    "my verification code never arrives",
    "Is bellcoin.app yours? looks fishy",
    "someone sent me https://bellcoin-airdrop.com, is this legit?",
    "Warning: https://bellcoim.org is a phishing site",
    "thanks for the help, sent you the logs",
    "I sent the tx hash to support yesterday",
    "can someone help me, my wallet is not syncing",
    "Metamask is not showing my tokens",
    # Simplified and Traditional Chinese
    "切勿分享你的助记词",
    "官方不会向您索要助记词或私钥",
    "有人让我把助记词发给他，是骗子吗？",
    "我不小心在假网站输入了助记词怎么办",
    "请勿在任何网站输入助记词",
    "要助记词的都是骗子",
    "换手机后在哪里输入我的助记词？",
    "助记词是什么？",
    "提醒大家小心假客服",
    "空投什么时候可以领取？",
    "收到私信说验证钱包，这是真的吗",
    "千萬不要把助記詞傳給任何人",
    "官方不會要求您提供私鑰",
    "有人叫我提供助記詞，是詐騙嗎？",
    "我把助記詞給了騙子，怎麼辦",
    "請問在哪裡匯入我的助記詞？",
    # Russian
    "Никогда никому не сообщайте сид-фразу",
    "Мы никогда не просим прислать приватный ключ",
    "Мне написал оператор и просит сид-фразу, это скам?",
    "Я ввел сид-фразу на фейковом сайте, что делать",
    "Осторожно, мошенники просят отправить сид-фразу",
    "Нужно ли заново вводить сид-фразу после обновления?",
    "как восстановить кошелек на новом телефоне",
    "что такое сид фраза",
    "не вводите сид-фразу на сторонних сайтах",
    "когда будет airdrop?",
    # Tamil
    "உங்கள் மீட்புச் சொற்றொடரை யாரிடமும் பகிர வேண்டாம்",
    "நாங்கள் ஒருபோதும் தனிப்பட்ட விசையை கேட்க மாட்டோம்",
    "ஒருவர் என் மீட்புச் சொற்றொடரை கேட்கிறார், இது மோசடியா?",
    "தவறுதலாக என் தனிப்பட்ட விசையை அனுப்பிவிட்டேன்",
    "விதைச் சொற்றொடர் என்றால் என்ன?",
    "தனிப்பட்ட விசையை எந்தத் தளத்திலும் உள்ளிடாதீர்கள்",
    "புதிய மொபைலில் மீட்புச் சொற்றொடரை எப்படி உள்ளிடுவது?",
    "மோசடி எச்சரிக்கை: உங்கள் மீட்புச் சொற்றொடரை அனுப்பச் சொன்னால் நம்பாதீர்கள்",
]


@pytest.mark.parametrize("text", SURE)
def test_a_request_for_secrets_or_a_false_official_link_is_sure(text, official, rules):
    finding = examine(text, official=official, rules=rules)

    assert finding.sure
    assert finding.reasons[0].weight >= 0.9
    assert finding.kinds & {"secret-request", "phishing-link"}


@pytest.mark.parametrize(("signal", "text"), FUZZY)
def test_bait_is_a_fuzzy_signal(signal, text, official, rules):
    finding = examine(text, official=official, rules=rules)

    assert signal in [reason.signal for reason in finding.reasons]
    assert not finding.sure
    assert 0.45 <= finding.score < 1


@pytest.mark.parametrize("text", HARMLESS)
def test_talk_about_scams_is_not_flagged(text, official, rules):
    finding = examine(text, official=official, rules=rules)

    assert (finding.score, finding.reasons, finding.sure) == (0.0, (), False)


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("never share your seed phrase", "warns"),
        ("should i send them the seed phrase?", "asks"),
        ("they told me to send the seed phrase", "reports"),
    ],
)
def test_the_context_is_told(text, protected, official, rules):
    assert examine(text, official=official, rules=rules).protected == protected


def test_ordinary_talk_is_nothing(official, rules):
    for text in ("", "gm everyone", "wen moon", "the app is slow today", "谢谢大家", "спасибо", "நன்றி"):
        assert examine(text, official=official, rules=rules) is NOTHING


def test_a_strange_link_alone_is_nothing(official, rules):
    assert examine("nice read https://example.com/post", official=official, rules=rules) is NOTHING


def test_a_strange_link_makes_bait_heavier(official, rules):
    bait = examine("reach the support team @helper_desk1", official=official, rules=rules)
    text = "reach the support team @helper_desk1 https://fix.example.com"
    both = examine(text, official=official, rules=rules)

    assert both.score > bait.score
    assert "link-unknown" in [reason.signal for reason in both.reasons]


def test_a_label_that_shows_our_site_over_another_is_sure(official, rules):
    hidden = HiddenLink(label="https://bellcoin.org", url="https://evil.example.com")

    finding = examine("read this", hidden_links=[hidden], official=official, rules=rules)

    assert finding.sure
    assert dict(finding.reasons[0].detail) == {
        "label": "bellcoin[.]org",
        "link": "evil[.]example[.]com",
    }


@pytest.mark.parametrize(
    "hidden",
    [
        HiddenLink(label="our docs", url="https://example.com"),
        HiddenLink(label="bellcoin.org", url="https://app.bellcoin.org"),
        HiddenLink(label="click", url="not a link"),
    ],
)
def test_an_honest_hidden_link_is_nothing(hidden, official, rules):
    assert examine("read this", hidden_links=[hidden], official=official, rules=rules) is NOTHING


def test_a_reason_shows_words_and_no_control_characters(official, rules):
    finding = examine("Enter your seed phrase here https://x.example.com", official=official, rules=rules)

    assert dict(finding.reasons[0].detail) == {"words": "enter … seed phrase"}
