"""Which language a short message is in, judged by its letters and words."""

import pytest

from core.language import folded, language_of


@pytest.mark.parametrize(
    ("text", "locale", "script"),
    [
        ("how long does a withdrawal take", "en", "Latn"),
        ("my account is locked", "en", "Latn"),
        ("提现为什么还没到账", "zh-Hans", "Hans"),
        ("USDT 转错链了怎么办", "zh-Hans", "Hans"),
        ("提領為什麼還沒入帳", "zh-Hant", "Hant"),
        ("平台的系統怎麼了", "zh-Hant", "Hant"),
        ("என் பணம் இன்னும் வரவில்லை", "ta", "Taml"),
        ("withdrawal எப்போது வரும்?", "ta", "Taml"),
        ("en withdrawal innum varala", "ta", "Latn"),
        ("seed phrase kekuranga enna panna", "ta", "Latn"),
        ("¿cómo puedo retirar mi dinero?", "es", "Latn"),
        ("pourquoi mon retrait est en attente", "fr", "Latn"),
        ("warum ist meine Auszahlung noch nicht da", "de", "Latn"),
        ("почему вывод не приходит", "ru", "Cyrl"),
        ("чому вивід не приходить", "uk", "Cyrl"),
        ("出金できません", "ja", "Jpan"),
        ("출금이 안돼요", "ko", "Kore"),
        ("لماذا تأخر السحب", "ar", "Arab"),
    ],
)
def test_a_message_is_told_by_letters_and_words(text, locale, script):
    found = language_of(text)

    assert (found.locale, found.script, found.sure) == (locale, script, True)


@pytest.mark.parametrize("text", ["你好", "KYC 要多久", "usdt trc20", "ok", "提交"])
def test_words_that_fit_several_languages_are_not_sure(text):
    assert not language_of(text).sure


@pytest.mark.parametrize("text", ["", "12345", "🚀🚀", "??"])
def test_no_letters_are_no_language(text):
    assert language_of(text).locale == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("帳戶被鎖", "账户被锁"),
        ("賬戶", "帐户"),
        ("ＵＳＤＴ", "usdt"),
        ("STRASSE", "straße"),
        ("這裡", "这里"),
    ],
)
def test_spellings_of_one_word_fold_together(one, other):
    assert folded(one) == folded(other)
