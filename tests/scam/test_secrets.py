"""Secrets are found in every form people post them in; what merely looks like one stays."""

import base64
import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from core.scam.phrases import completes, phrase_part
from core.scam.secrets import SecretKind, find, redact

CHINESE = ("chinese_simplified", "chinese_traditional")
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
HEX_KEY = hashlib.sha256(b"a key of nobody").hexdigest()


def base58check(payload: bytes) -> str:
    whole = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number = int.from_bytes(whole, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    return digits


WIF = base58check(b"\x80" + bytes(range(1, 33)))
WIF_COMPRESSED = base58check(b"\x80" + bytes(range(1, 33)) + b"\x01")
XPRV = base58check(bytes.fromhex("0488ade4") + bytes(range(74)))
ZPRV = base58check(bytes.fromhex("04b2430c") + bytes(range(74)))
ACCOUNT = base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=")
DISCORD = f"{ACCOUNT}.GabcDE." + "aB3_" * 9 + "xy"
TELEGRAM = "123456789:" + "AAbbCC12_-" * 3 + "xyz12"

FORMS = {
    "plain": lambda words: " ".join(words),
    "upper": lambda words: " ".join(words).upper(),
    "title": lambda words: " ".join(word.title() for word in words),
    "numbered": lambda words: " ".join(f"{n}. {word}" for n, word in enumerate(words, 1)),
    "numbered lines": lambda words: "\n".join(f"{n}) {word}" for n, word in enumerate(words, 1)),
    "lines": lambda words: "\n".join(words),
    "bullets": lambda words: "\n".join(f"• {word}" for word in words),
    "commas": lambda words: ", ".join(words),
    "hyphens": lambda words: " - ".join(words),
    "sentence": lambda words: "pls help, cannot restore it:\n" + " ".join(words) + "\n why??",
}


def generated() -> list[tuple[str, str, str]]:
    """A phrase of each language in each form, lengths in turn; the same on every run."""
    chance = random.Random(2048)
    cases = []
    for language in Mnemonic.list_languages():
        for number, (form, write) in enumerate(FORMS.items()):
            strength = (128, 160, 192, 224, 256)[number % 5]
            phrase = Mnemonic(language).to_mnemonic(chance.randbytes(strength // 8))
            # One word of the package's Russian list is damaged; people write the right one.
            words = phrase.replace("\u3000", " ").replace("сно\ufffd\ufffdа", "снова").split(" ")
            cases.append((language, form, write(words)))
    return cases


@pytest.mark.parametrize(("language", "form", "text"), generated())
def test_a_phrase_is_found_in_every_language_and_form(language, form, text):
    found = find(text)

    assert [secret.kind for secret in found] == [SecretKind.PHRASE]
    assert found[0].sure
    words = Mnemonic(language).wordlist
    assert not any(word in redact(text, " [removed] ").split() for word in words if len(word) > 4)


@pytest.mark.parametrize("language", ["english", "spanish", "russian", "japanese"])
def test_a_wrong_checksum_does_not_clear_a_phrase(language):
    words = Mnemonic(language).wordlist
    text = " ".join(words[:12])

    assert [secret.kind for secret in find(text)] == [SecretKind.PHRASE]


def test_hidden_characters_do_not_hide_a_phrase():
    phrase = Mnemonic("english").to_mnemonic(bytes(range(16)))

    found = find("\u200b".join(phrase))

    assert [secret.kind for secret in found] == [SecretKind.PHRASE]
    assert redact("\u200b".join(phrase), "X") == "X"


def test_words_that_are_list_words_before_a_phrase_do_not_spoil_it():
    phrase = Mnemonic("english").to_mnemonic(bytes(range(16)))

    assert find(f"help with this seed phrase {phrase} people")[0].kind is SecretKind.PHRASE


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_words_without_spaces_count_behind_a_label(language):
    phrase = Mnemonic(language).to_mnemonic(bytes(range(40, 56))).replace(" ", "")
    label = "助记词" if language == "chinese_simplified" else "助記詞"

    assert [secret.kind for secret in find(f"我的{label}是：{phrase}")] == [SecretKind.PHRASE]
    assert find(phrase) == []


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (SecretKind.WIF, f"key {WIF} ok", WIF),
        (SecretKind.WIF, f"key={WIF_COMPRESSED}", WIF_COMPRESSED),
        (SecretKind.EXTENDED_KEY, f"my {XPRV}", XPRV),
        (SecretKind.EXTENDED_KEY, ZPRV, ZPRV),
        (SecretKind.RAW_KEY, f"my private key is 0x{HEX_KEY}", f"0x{HEX_KEY}"),
        (SecretKind.RAW_KEY, f"pk: {HEX_KEY}", HEX_KEY),
        (SecretKind.RAW_KEY, f"PRIVATE_KEY={HEX_KEY}", HEX_KEY),
        (SecretKind.RAW_KEY, f"{HEX_KEY} is my private key", HEX_KEY),
        (SecretKind.RAW_KEY, f"我的私钥：{HEX_KEY}", HEX_KEY),
        (SecretKind.RAW_KEY, f"我的私鑰 {HEX_KEY}", HEX_KEY),
        (SecretKind.RAW_KEY, f"мой приватный ключ {HEX_KEY}", HEX_KEY),
        (SecretKind.RAW_KEY, f"என் தனிப்பட்ட சாவி {HEX_KEY}", HEX_KEY),
        (SecretKind.RAW_KEY, f"the tx failed, this is the private key {HEX_KEY}", HEX_KEY),
        (SecretKind.RAW_KEY, "[" + ",".join(str(n * 3) for n in range(64)) + "]", None),
        (SecretKind.KEYSTORE, '{"crypto":{"ciphertext":"ab","kdf":"scrypt"}}', None),
        (SecretKind.BOT_TOKEN, f"token {TELEGRAM}", TELEGRAM),
        (SecretKind.DISCORD_TOKEN, f"bot.run('{DISCORD}')", DISCORD),
        (SecretKind.API_SECRET, "API secret: a1B2c3D4e5F6g7H8i9J0k1L2m3", "a1B2c3D4e5F6g7H8i9J0k1L2m3"),
        (SecretKind.API_SECRET, "binance_api_key = 'x9Y8z7W6v5U4t3S2r1Q0p9O8'", "x9Y8z7W6v5U4t3S2r1Q0p9O8"),
        (SecretKind.PEM, "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", None),
        (SecretKind.PEM, "look -----BEGIN PRIVATE KEY-----\nMIIEcut off", None),
    ],
)
def test_a_key_or_token_is_found_whole(kind, text, value):
    found = find(text)

    assert [secret.kind for secret in found] == [kind]
    if value is not None:
        assert text[found[0].start : found[0].end] == value


@pytest.mark.parametrize(
    "text",
    [
        f"tx 0x{HEX_KEY} is pending since yesterday",
        f"https://etherscan.io/tx/0x{HEX_KEY}",
        f"my private key is safe, the tx hash 0x{HEX_KEY}",
        f"0x{HEX_KEY}",
        f"block {HEX_KEY} confirmed",
        f"交易哈希 {HEX_KEY} 一直没有确认，私钥没有问题",
        f"public key {HEX_KEY}",
        "send it to 0x52908400098527886E0F7030069857D2E4169EE7 please",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        f"{WIF[:-1]}{'2' if WIF[-1] != '2' else '3'}",
        "xpub6CUGRUonZSQ4TWtTMmzXdrXDtypWKiKrhko4egpiMZbpiaQL2jkwSB1icqYh2cfDfVxdx4df189oLKnC5fSwqPfgyP3hooxuj"
        "YzAu3fDVmz",
        "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW",
        "how long is an api key usually, and where is the secret key kept?",
        "api key documentation: https://docs.example.com/authentication/keys/overview",
        "session id 01234567-89ab-cdef-0123-456789abcdef at 12:30:45",
        "我的钱包为什么一直显示同步中请大家帮我看看应该怎么办才好谢谢",
        "我 们 大 家 都 在 等 你 们 的 回 复 谢 谢 啊",
        "助记词：请不要分享给任何陌生人啊",
        "how do I know that my wallet is not stuck, I have tried to send some coins to a friend but the "
        "network is slow",
        "you can also add this token later, people always ask about that when they try to open the app again today",
        "the market will rise again once the supply of fresh coin has been able to find enough buyers among us",
        "i must say this is a very good project, great team, good idea, strong community, happy to stay and help",
        "please help me: first i open the app, then i try to buy, then it ask me to enter pass, then error again",
        "ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
        "able able able able able able able able able able able able able",
    ],
)
def test_hashes_addresses_and_prose_are_no_secrets(text):
    assert find(text) == []


def test_two_messages_can_be_one_phrase():
    words = Mnemonic("english").to_mnemonic(bytes(range(16))).split()

    first, second = phrase_part(" ".join(words[:6])), phrase_part("7. " + " ".join(words[6:]))

    assert first is not None
    assert second is not None
    assert completes(first, second)
    assert words[0] not in repr(first)


@pytest.mark.parametrize("text", ["ok thanks", "abandon ability able about above", "you can use this one now friend"])
def test_ordinary_messages_are_no_part_of_a_phrase(text):
    assert phrase_part(text) is None


def test_redacting_keeps_the_other_words():
    assert redact(f"look {WIF} and {TELEGRAM} there", "[removed]") == "look [removed] and [removed] there"
    assert redact("nothing here", "[removed]") == "nothing here"


def test_a_secret_does_not_show_its_words():
    assert WIF not in repr(find(WIF))


@given(st.text(max_size=200))
def test_places_are_places_of_the_text(text):
    assert all(0 <= one.start < one.end <= len(text) for one in find(text))


@pytest.mark.parametrize("place", range(3))
def test_an_i_with_a_dot_does_not_shift_the_place(place):
    phrase = Mnemonic("english").to_mnemonic(bytes(range(place, place + 16)))
    text = f"İİİ: {phrase} İ"

    found = find(text)

    assert text[found[0].start : found[0].end] == phrase


def test_a_phrase_that_repeats_words_is_found_if_its_checksum_holds() -> None:
    phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow"

    assert [secret.kind for secret in find(f"my words are {phrase}")] == [SecretKind.PHRASE]
    assert find(phrase.replace("yellow", "year")) == []


def test_a_chant_is_no_phrase() -> None:
    assert find(" ".join(["moon"] * 12)) == []
    assert find(" ".join(["buy moon sell"] * 8)) == []
