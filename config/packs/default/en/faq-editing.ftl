### What staff read when they work on the answers of the FAQ. Written like ui.ftl.

## Commands

faq-verb-add = write an answer to a new topic
faq-verb-edit = change an answer
faq-verb-history = who changed what, and when
faq-verb-revert = bring an earlier version back
faq-verb-alias = add another way to ask
faq-verb-disable = take an answer out of use
faq-verb-enable = bring an answer back into use
faq-verb-review = answers nobody has checked for a long time
faq-moderators-only = Only moderators and above may change answers. You can read /faq history and /faq review. To search for these words, use /ask.
faq-in-private = Work on answers is not for a group. Send me the same command in our private chat.
faq-add-how = Name the new topic: /faq words:add tx.new_topic. Small letters, digits, dots and underscores.
faq-add-needs-forms = A new answer is written in a form, and there are none here. Do it on Discord: /faq words:add { $topic }
faq-topic-there = There is a topic { $topic } already. Change it with /faq edit { $topic }
faq-wrong-topic = A topic’s name has small letters, digits, dots and underscores, as in account.locked, and at most 60 of them. Choose another name: /faq add tx.new_topic
faq-name-taken = { $topic } begins like { $other }, and buttons cannot tell them apart: they hold 25 letters, and there . and _ are the same. Choose a name that differs earlier.
faq-which-topic = Name the topic: /faq { $verb } account.locked. /faq alone shows all topics.
faq-no-topic = There is no topic { $topic }. /faq shows all of them; /faq add { $topic } makes it. To search for these words, use /ask.
faq-no-topic-but = There is no topic { $topic }. Did you mean { $list }? To search for these words, use /ask.
faq-no-entry = { $topic } has no answer in { $language }. Write it first: /faq edit { $topic } { $locale }
faq-draft-gone = This is more than a day old or not yours, so I have forgotten it. Begin again with /faq edit.

## The card of an answer

faq-card = ✏️ **{ $topic }** · { $language }
faq-card-nothing = Members get no answer in this language; they get the one in another language, if there is one.
faq-card-checked = Last checked: { $date }
faq-card-unchecked = Never checked
faq-card-due = ⏰ { $checked } – please read it again
faq-card-asks =
    { $count ->
        [one] One way to ask
       *[other] { $count } ways to ask
    }
faq-card-languages = In use in: { $list }
faq-card-missing = Missing in: { $list }
faq-from-pack = In use as the pack has it.
faq-from-pack-again = In use as the pack has it again, since { $when } ({ $name }).
faq-from-revision = In use: revision { $number } by { $name }, { $when }.
faq-not-in-force = Taken out of use by { $name }, { $when } (revision { $number }).
faq-never-written = Nobody has written it yet.
faq-needs-forms = Texts are written in forms, and there are none here. Do it on Discord: /faq words:edit { $topic } { $locale }
faq-too-long = { $field }: { $length } characters, and a form holds { $longest }. It stays as it is; change it in the pack’s file.
faq-other-language = Another language
faq-language-missing = not written yet
faq-new-topic = **New topic { $topic }** · { $language }. Choose its category, then the form opens.
button-faq-text = Change text
button-faq-write = Write it
button-faq-asks = Ways to ask
button-faq-still-right = Still right
button-faq-disable = Take out of use
button-faq-enable = Bring back into use
button-faq-history = History

## The preview

faq-preview = 👁 **Preview: { $topic }** · { $language }. Nothing is published yet.
faq-preview-group = **— In a group —**
faq-preview-private = **— In private —**
faq-preview-clean = ✅ Nothing stands out.
faq-preview-ready = Read it as a member would, then publish.
faq-preview-blocked = It cannot be published like this. Mend what has ⛔ with “Change again”.
faq-changed = Changed: { $fields }
faq-secret-refused = Not kept: the text held a recovery phrase, key or token. Remove it and begin again.
faq-published = Published. The very next question about { $topic } gets it.
faq-published-already = This was published already. /faq history shows it.
faq-dropped = Dropped. Nothing was changed.
faq-changed-meanwhile = Not published: { $name } changed { $topic } { $when } (revision { $number }). Look at it with /faq history { $topic } { $locale }. If yours is to replace it, go on below.
button-faq-publish = Publish
button-faq-publish-why = Publish with a reason
button-faq-again = Change again
button-faq-drop = Discard
button-faq-over = Show mine again, to replace theirs

faq-field-title = title
faq-field-short = short answer
faq-field-body = full answer
faq-field-asks = ways to ask
faq-field-never = what never to do
faq-field-category = category
faq-field-related = related topics
faq-field-needs = what to have at hand
faq-field-links = links
faq-field-reviewed = date of the last check

faq-wrong-no-title = The title is missing: what would a member call it?
faq-wrong-no-short = The short answer is missing: groups read only that.
faq-wrong-no-body = The full answer is missing: it is what members read in private.
faq-wrong-no-asks = There is no way to ask: write at least one question as members write it, one on each line.
faq-wrong-category = There is no category. Discard this, and choose one after /faq add.
faq-wrong-other-category = The category is { $here } here and { $there } in another language. Discard this and begin again with /faq edit.
faq-wrong-long = { $field }: { $length } characters, at most { $longest } fit. Please shorten it.
faq-wrong-same = It is word for word what members read now. Change something, or discard this.
faq-stranger = ⚠️ { $what } is not among our official links and addresses. Is it really ours?
faq-no-such-link = ⚠️ The settings have no link called { $name }: members will not see the line that needs it.
faq-no-placeholder = ⚠️ Members would read { $what } as it stands. I only fill in { $known }.
faq-no-such-relative = ⚠️ The related topic { $topic } is not in use.
faq-phrasing-taken = ⚠️ “{ $words }” is a way to ask for { $topic } ({ $title }) too. Remove it from one of them.
faq-ranks-first = “{ $words }” is answered with { $topic } now ({ $title }).
faq-ranks-among = “{ $words }” offers { $topic } first now ({ $title }).
faq-ranks-nothing = “{ $words }” finds nothing now.
faq-ranks-more =
    { $count ->
        [one] And one more new way to ask.
       *[other] And { $count } more new ways to ask.
    }

## Acts

faq-alias-how = Write the question as members write it: /faq alias { $topic } where is my money
faq-alias-there = “{ $words }” is a way to ask for { $topic } already.
faq-alias-taken = “{ $words }” is a way to ask for { $topic } ({ $title }). Remove it there first, with /faq edit { $topic }
faq-alias-added = From now on “{ $words }” is a way to ask for { $topic } ({ $language }). Until now:
faq-disabled = { $topic } is out of use in: { $languages }. /faq enable { $topic } brings it back.
faq-nothing-to-disable = { $topic } is not in use there. /faq history { $topic } says why.
faq-enabled = { $topic } is back in use in: { $languages }.
faq-nothing-to-enable = { $topic } was not taken out of use. /faq edit { $topic } shows it.
faq-revert-how = Say which version: its number from /faq history { $topic }, or “pack” for what the pack says. For example /faq revert { $topic } 12
faq-no-revision = { $topic } has no revision { $number }. /faq history { $topic } lists them.
faq-in-force-already = That is what members read now. Nothing was changed.
faq-reverted = { $topic } is as in revision { $number } again. The very next question gets it.
faq-reverted-to-pack = { $topic } is as in the pack again, and follows it from now on.
faq-not-in-pack = The pack has no { $topic } in { $language }. To stop using it: /faq disable { $topic }
faq-look-again = It was changed since you opened it. Read it again: /faq edit { $topic } { $locale }
faq-reviewed = Noted, thank you. I shall ask again on { $date }.

## History

faq-history = 🕘 **{ $topic }** · { $language }, newest first
faq-history-line = **{ $number }** · { $what } · { $name } · { $when }
faq-history-others = Changed in other languages too: { $list }. For example /faq history { $topic } and the language’s short name.
faq-history-none = { $topic } in { $language } is as the pack has it. Nobody has changed it.
faq-history-nothing = Nobody has written { $topic } in { $language } yet. /faq edit shows where there is an answer.
faq-history-look = Look at a version
button-faq-back = Bring this back
button-faq-as-packed = As in the pack
faq-what-added = written
faq-what-edited = changed
faq-what-reverted = brought back
faq-what-alias = way to ask added
faq-what-disabled = taken out of use
faq-what-enabled = brought back into use
faq-what-reviewed = checked, still right
faq-what-promoted = written from a staff answer

## Review

faq-review =
    { $count ->
        [one] ⏰ **One answer in { $language } wants a second look.** Choose it, read it, press “Still right” or change it.
       *[other] ⏰ **{ $count } answers in { $language } want a second look.** Longest unread first. Choose one, read it, press “Still right” or change it.
    }
faq-review-none = ✅ No answer in { $language } is due.
faq-review-others = Due in other languages: { $list }. For those, /faq review and the language’s short name.
faq-review-look = Choose an answer
faq-review-due =
    { $count ->
        [one] ⏰ One answer of the FAQ has not been checked for a long time. Is it still right?
       *[other] ⏰ { $count } answers of the FAQ have not been checked for a long time. Are they still right?
    }
button-faq-review = Show them

## Cards for the staff rooms

faq-card-added = 📝 **{ $name }** wrote an answer: **{ $title }** ({ $topic }, { $language }, revision { $number })
faq-card-edited = 📝 **{ $name }** changed **{ $title }** ({ $topic }, { $language }, revision { $number })
faq-card-alias = 📝 **{ $name }** added a way to ask for **{ $title }** ({ $topic }, { $language }, revision { $number })
faq-card-reverted = 📝 **{ $name }** brought an earlier version of **{ $title }** back ({ $topic }, { $language }, revision { $number })
faq-card-disabled = 📝 **{ $name }** took **{ $title }** out of use ({ $topic }, { $language }, revision { $number })
faq-card-enabled = 📝 **{ $name }** brought **{ $title }** back into use ({ $topic }, { $language }, revision { $number })
faq-card-reviewed = 📝 **{ $name }** checked **{ $title }** ({ $topic }, { $language }, revision { $number })
faq-card-undone = ↩️ **Taken back** by { $name } ({ $at }).
faq-why = Reason: { $why }
faq-undone = Taken back. Members read what was there before.
faq-undo-late = It was changed again since, or taken back already. /faq history shows what is in use.
button-faq-undo = Undo

## Forms

form-faq-entry = An answer of the FAQ
form-faq-entry-title = Title
form-faq-entry-title-hint = What a member would call it. It stands on buttons.
form-faq-entry-short = Short answer, for groups
form-faq-entry-short-hint = Two or three sentences that can stand alone. At most 350 characters.
form-faq-entry-body = Full answer, for private chats
form-faq-entry-body-hint = Markdown: lists, numbered steps, two asterisks around bold words. Never ask for a secret.
form-faq-entry-asks = Ways to ask, one on each line
form-faq-entry-asks-hint = As members write it, mistakes and all. Ten are better than two.
form-faq-entry-never = What never to do, one on each line
form-faq-entry-never-hint = Never pay anyone to have the account unlocked.
form-faq-asks = Ways to ask
form-faq-asks-asks = One on each line
form-faq-asks-asks-hint = As members write it, mistakes and all. Ten are better than two.
form-faq-why = Publish with a reason
form-faq-why-why = Reason, for the history
form-faq-why-why-hint = Only staff read it. May be empty.
