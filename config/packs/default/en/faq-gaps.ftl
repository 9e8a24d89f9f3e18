### Questions that the FAQ had no answer to: what staff read about them, and the numbers.

## Commands

command-promote = For staff: make an FAQ entry of an answer
command-promote-title = The question it answers, in one line
command-promote-menu = Make FAQ entry
faq-verb-gaps = questions without an answer
faq-verb-gaps-all = all of them
faq-verb-stats = what the FAQ answered in the last 30 days

## A gap

faq-gaps-week =
    { $gaps ->
        [0] **The FAQ this week.** No question was asked in vain often enough to be shown one by one.
        [one] **The FAQ this week:** one question was asked again and again without a good answer. It follows.
       *[other] **The FAQ this week:** { $gaps } questions were asked again and again without a good answer. They follow.
    }
    Open in all: { $open }. /faq gaps shows them at any time.
faq-gap-title =
    { $week ->
        [0] 🕳 **Asked { $asked } times, not lately**
        [one] 🕳 **Asked once in the last 7 days, without a good answer** · { $asked } in all
       *[other] 🕳 **Asked { $week } times in the last 7 days, without a good answer** · { $asked } in all
    }
faq-gap-wrong = Was answered with **{ $title }** (`{ $topic }`): not what they meant.
faq-gap-near = Nearest topics: { $topics }
faq-gap-nothing-near = No topic comes close.
faq-gap-became-entry = ✅ **Entry made** by { $name }: { $title } (`{ $topic }`)
faq-gap-became-phrasing = ✅ **Added to “{ $title }”** by { $name }, as another way of asking: { $phrasing }
faq-gap-ignored = 🔕 **Ignored** by { $name }. It comes back when it is asked twice as often, or after { $days } days.
button-gap-entry = Make an entry
button-gap-ignore = Ignore
button-gap-undo = Undo
menu-gap-phrasing = Add as another phrasing of …
faq-gap-make = **A new entry in { $language }**, named `{ $topic }`. Choose its category, then write the answer; nothing is published before you have seen the preview. The first way of asking is:
faq-gap-done-phrasing = Done. Whoever asks this way is answered with “{ $title }” from now on.
faq-gap-done-ignored = Ignored.
faq-gap-done-undone = Taken back. The question is open again.
faq-gap-taken = These very words lead to “{ $title }” (`{ $topic }`) already. Take them out there first, or choose that topic.
faq-gap-topic-gone = That topic is not in force any more. Choose another, or make an entry.

## The list

faq-gaps-title = **Questions without a good answer**
faq-gaps-line = **{ $asked } ×** { $question }
faq-gaps-page = Page { $page } of { $pages } · { $gaps } open
faq-gaps-few = Nothing was asked in vain three times or more. /faq gaps all shows what was asked less often.
faq-gaps-none = No question without an answer is waiting.
faq-gaps-off = Questions without an answer are not kept here. Whoever runs me can turn that on with `faq.collects_questions`.
menu-gaps = Open one
button-gaps-before = ← Back
button-gaps-next = More →
faq-missed-title = **Answers that often were not what was meant:**
faq-missed-line = { $title } (`{ $topic }`): { $wrong } of the last { $answers }

## Promoting an answer

faq-promote-how = Choose “Make FAQ entry” in the menu of the answer, or reply to the answer with /promote.
faq-promote-whose = Only what somebody of the team wrote can become an entry. To write one yourself, use /faq add.
faq-promote-nothing = There is no text in it that could become an entry. To write one yourself, use /faq add.
faq-promote-in-private = The draft is ready. Open it in private, where members do not read along.
faq-promote-read = ⚠️ **Read this before you publish it.** Names, numbers, addresses and links were cut out and stand as “[—]”; look for what is left of the person it was written to. Category: { $category }
button-promote = Open the draft
menu-promote = Another category

## Numbers

faq-stats-title = **The FAQ in the last { $days } days**
faq-stats-total = { NUMBER($asked, useGrouping: 1) } questions · { NUMBER($answered, useGrouping: 1) } answered · { $helped } helped · { $refused } not what was meant · { $human } went to a human · **{ $rate } % deflected**
faq-stats-unanswered = Without any answer: { NUMBER($count, useGrouping: 1) }
faq-stats-languages = Languages: { $shares }
faq-stats-share = { $language } { $share } %
faq-stats-line = **{ $title }** { $asked } asked, { $answered } answered: { $helped } 👍 { $refused } 👎 { $human } 🙋 · { $rate } %
faq-stats-rest = _{ $topics } more topics:_ { $asked } asked, { $answered } answered: { $helped } 👍 { $refused } 👎 { $human } 🙋 · { $rate } %
faq-stats-best = Best: { $title }, { $rate } %
faq-stats-worst = Worst: { $title }, { $rate } %
faq-stats-how = _👍 helped, 👎 not what was meant, 🙋 went to a human. Deflected: answered, and neither 👎 nor 🙋 afterwards. { $silent } said nothing after the answer: that is no word back, not “helped”._
faq-stats-none = Nobody asked anything in the last { $days } days.
