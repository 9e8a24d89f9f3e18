"""Secrets that control nothing, made here so that none stands in the repository as it would in a wallet."""

import base64
import hashlib

from mnemonic import Mnemonic

PHRASE = Mnemonic("english").to_mnemonic(bytes(range(16)))
WORDS = PHRASE.split()
HEX_KEY = "0x" + hashlib.sha256(b"a key of nobody").hexdigest()
ACCOUNT = base64.urlsafe_b64encode(b"123456789012345678").decode().rstrip("=")

SECRETS = {
    "recovery phrase": PHRASE,
    "numbered phrase": " ".join(f"{number}. {word}" for number, word in enumerate(WORDS, 1)),
    "private key": f"my private key is {HEX_KEY}",
    "bot token": "123456789:" + "AAbbCC12_-" * 3 + "xyz12",
    "discord token": f"{ACCOUNT}.GabcDE." + "aB3_" * 9 + "xy",
    "exchange key": "api secret: " + "Zx9Kq2Lm4Np6Rt8Vw1Yb3Dc5",
    "pem": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----",
}


def marks_of(secret: str) -> list[bytes]:
    """Pieces of a secret by which its bytes would be known anywhere."""
    if secret == PHRASE:
        return [" ".join(WORDS[at : at + 2]).encode() for at in range(11)]
    if secret == SECRETS["numbered phrase"]:
        return [f"{number}. {word}".encode() for number, word in enumerate(WORDS, 1)]
    longest = max((line for line in secret.split("\n") if not line.startswith("-----")), key=len)
    word = max(longest.split(), key=len)
    return [word[4:24].encode()]
