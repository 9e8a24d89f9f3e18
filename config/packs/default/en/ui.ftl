### What members and staff read. **bold**, _italic_ and `code` are understood; arguments are always shown as they are.

## To everybody

hello = **Welcome. I am the support desk of { $community }.**
help-title = **Support desk of { $community }**
help-text =
    Ask me a question here, in your own words and language, or choose:
    /faq – answers by topic
    /support – talk to a human
    /status – your tickets
    /language – choose a language
never-share =
    ⚠️ We never write to you first. We never ask for your recovery phrase, private key, password, 2FA code, remote access or a “validation” payment.
command-unknown = I do not know this command. /help shows what I can do.
not-allowed = This is for staff. If you need help yourself, use /support.
button-expired = This button no longer works. Use /help to start again.
button-not-yours = This button belongs to somebody else’s question. Ask your own, or use /support.
error-try-again = Something went wrong on our side, and the team has been told. Please try again in a minute.
unknown = unknown
cancelled = Done, I have dropped that. Use /support whenever you want to start again.
nothing-to-cancel = There is nothing to cancel. /help shows what I can do.

button-human = Talk to a human
button-helped = This helped
button-not-my-question = Not my question
button-open-ticket = Open a ticket

language-name = English
language-auto = As in my app
language-which = Which language shall I use with you?
language-set = From now on I write to you in English.
language-auto-set = From now on I use the language of your app.
language-unknown = I do not speak that yet. I know: { $known }
menu-language = Choose a language

## Questions and answers

faq-source = Source: FAQ · { $title }
faq-did-you-mean = Did you mean one of these?
faq-nothing = I have no answer to that yet. Put it in other words, look through the topics, or talk to a human.
faq-topics = What is it about? Choose a topic, or ask in your own words with /ask.
faq-needs = **If you talk to a human, have this at hand:**
faq-glad = Good to hear. Stay careful out there.
menu-topic = Choose a topic
private-unknown = I am not sure what you need. Put it in other words, look through the topics, or talk to a human.

## Tickets: the member’s side

support-in-private = Let us go on in private, where nobody else reads along.
support-which = What is it about?
support-describe =
    **{ $category }**
    Tell me in one message what happened: what you did, what you saw, and when. A transaction hash or a screenshot helps.
support-describe-again = That message was empty. Tell me in a few words what happened, or use /cancel.
support-no-place = I cannot open a private room here. Please ask a moderator.
menu-category = Choose a category
category-account = Account
category-account-hint = Login, registration, verification, limits
category-transaction = Transaction
category-transaction-hint = Deposits, withdrawals, swaps, fees
category-security = Security
category-security-hint = Theft, leaked phrase, suspicious contact
category-technical = Technical
category-technical-hint = App, website, wallet connection
category-project = Project
category-project-hint = Token, roadmap, events
category-legal = Legal
category-legal-hint = Terms, tax papers, regulation
category-complaint = Complaint
category-complaint-hint = Something went wrong with us
category-support = Support
category-education = Learning
category-other = Other
category-other-hint = Anything else
ticket-opened = **Your ticket is #{ $number }.** A human will read it.
ticket-opened-how = Write here whenever you want to add something. /status shows where it stands, /close ends it.
ticket-opened-thread = Your ticket is #{ $number }. I am opening a private thread for you; please go on there.
ticket-thread-failed = I could not open a private thread for your ticket #{ $number } just now. What you wrote is kept and our team knows. As soon as the thread is there, you will be mentioned in it.
ticket-added = Added to your open ticket #{ $number }.
ticket-too-many =
    { $limit ->
        [one] You already have an open ticket. Please go on there; /status shows it.
       *[other] You already have { $limit } open tickets. Please go on in one of them; /status shows them.
    }
ticket-flood = That is a lot at once, and I keep only { $limit } messages a minute. Please put the rest into one message in a minute.
ticket-ended = Ticket #{ $number } was closed a while ago. Open a new one and mention its number.
ticket-closed = **Ticket #{ $number } is closed.** Thank you for your patience.
ticket-closed-how = Not solved after all? Just write here and it opens again.
ticket-closed-already = Ticket #{ $number } is closed already.
ticket-reopened = Ticket #{ $number } is open again. We will get back to you here.
ticket-still-open = This ticket is open already.
ticket-other-open = Ticket #{ $number } of the same kind is open already. Please go on there.
# Members' words of thanks, with commas between them: a short message of nothing but these opens no ticket.
thanks-words = thank you very much, thank you so much, thank you all, thank you, thanks a lot, thanks so much, many thanks, thanks again, thanks, thank u, thankyou, thx, ty, cheers, much appreciated, appreciate it, appreciated, great, perfect, awesome, got it, all good, ok, okay, it works now, works now, solved, everyone, team, guys, 👍, 🙏, ❤️
thanks-answer = You are welcome. If anything is left, just write it here.
no-open-ticket = You have no open ticket here. Use /support to open one.
thread-title = Ticket #{ $number }
thread-again = This is the new place for your ticket #{ $number }; the earlier thread was deleted. Nothing you wrote is lost.
wait-unknown = We answer in the order of urgency, oldest first.
wait-minutes =
    { $count ->
        [one] The first answer usually comes within a minute.
       *[other] The first answer usually comes within about { $count } minutes.
    }
wait-hours = The first answer usually comes within about { $count } hours.
reply-from = { $community } support · ticket #{ $number }
reply-corrected = corrected
rating-ask = How did we do?
rating-noted = Noted, thank you.
rating-while-open = Ticket #{ $number } is open again. Please rate it once it is closed.
rating-thanks =
    { $stars ->
        [one] You gave us one star. Thank you for telling us.
       *[other] You gave us { $stars } stars. Thank you for telling us.
    }
status-title = **Your tickets**
status-none = You have no tickets.
status-line = **#{ $number }** { $category }: { $state }
member-state-new = waiting for staff
member-state-open = being worked on
member-state-waiting = answered, waiting for you
member-state-on-hold = on hold
member-state-resolved = solved
member-state-closed = closed

## Follow-ups

followup-solved = **{ $community } support:** your ticket #{ $number } was closed. Is it really solved?
followup-how = One tap is enough. You need not answer.
followup-thanks = Good to know, thank you.
followup-sorry = Sorry that it is not.
button-solved = Yes, solved
button-not-solved = No, I still need help

## Scams and secrets

scam-warning = ⚠️ **Careful, this looks like a scam.** Nobody from { $community } asks for your recovery phrase, private key or a payment. Do not click, do not reply, do not pay.
scam-warning-removed = ⚠️ **A message was removed: it looked like a scam.** Nobody from { $community } asks for your recovery phrase or private key, or writes to you first. Need help? Use /support.
scam-restored = This message was removed by mistake and has been put back by our moderators. Our apologies.
secret-told-private = 🔴 **You sent a secret that controls money. I have removed it and kept no copy.**
secret-told-group = 🔴 **A message was removed because it held a secret that controls money.** It was not stored. If it was yours:
secret-steps =
    Treat it as stolen now: others may have seen it.
    1. Make a new wallet on a device you trust, with a new phrase.
    2. Move what it controls there at once, the most valuable first.
    3. Never use the old phrase or key again. For an exchange key: delete it there.
    4. Nobody can get it back for a fee. Whoever offers that is a thief.
secret-mark = [secret removed]
secret-please-delete = 🔴 **I could not remove a message with a secret that controls money. If it is yours, delete it now yourself.**
secret-delete-yourself = 🔴 **You sent a secret that controls money. I cannot remove it here: delete it yourself, now.** I have kept no copy.
report-how = Reply to the message you want to report with /report, or choose the report entry in its menu.
report-thanks = Thank you. The moderators have it. Nobody else learns that you reported it.
report-received = Thank you. The moderators have the report.
report-about-staff = Reports about our own team go to its leads: open a ticket with /support and choose Complaint.

## Staff: tickets

card-title = **#{ $number } · { $category }** · { $state } · { $priority }
card-person = Account made: { $made } · joined: { $joined } · first met: { $met } · earlier tickets: { $earlier } · language: { $language }
card-waiting = ⏱ Waiting since { $since }
card-claimed = 🙋 Claimed by **{ $name }**
card-rating = ★ Rated { $stars } of 5
card-how = _Talk here stays among staff. Only_ `Reply` _or_ `/reply` _reaches the member._
state-new = new
state-open = open
state-waiting = waiting for member
state-on-hold = on hold
state-resolved = resolved
state-closed = closed
priority-urgent = urgent
priority-high = high
priority-normal = normal
priority-low = low
menu-priority = Priority
button-claim = Claim
button-release = Release
button-reply = Reply
button-note = Note
button-close = Close
button-reopen = Reopen
claimed = Ticket #{ $number } is yours.
claimed-already-yours = It is yours already.
claimed-by-other = { $name } has it. Ask them to release it.
released = Ticket #{ $number } is free again.
not-claimed = Nobody has claimed it.
reply-on-its-way = On its way. A mark on the message shows when it has arrived.
reply-on-its-way-other = On its way. Note that { $name } has claimed this ticket.
reply-corrected-both = Corrected on both sides.
nothing-to-edit = There is no reply to correct yet.
note-kept = Noted, for staff only.
priority-set = Ticket #{ $number } is now { $priority }.
closed-by-you = Ticket #{ $number } is closed.
reopened-by-you = Ticket #{ $number } is open again.
ticket-not-open = This ticket is closed. Reopen it first.
no-ticket-here = No ticket belongs to this place. Use the command inside a ticket’s post.
use-command = Use /{ $command } in the ticket’s post.
text-missing = There is no text. Write what you want to say.
text-too-long = That is { $length } characters; at most { $longest } fit. Please shorten it or send it in two parts.
staff-secret-refused = Not sent: the text held a recovery phrase, key or token. Remove it and try again.
edited = edited
edited-before = Before:
deleted-by-member = deleted by the member
ticket-reopened-by = 🔁 Reopened by **{ $name }**.
media-too-large = 📎 { $name } is too large to be taken over. Ask the member for a smaller one.
media-unavailable = 📎 { $name } could not be fetched. Ask the member to send it again.
not-delivered-blocked = ⚠️ **Not delivered:** the member has blocked the bot or closed their private messages. The answer stays here; they get it when they write again and you send it anew.
not-delivered-forbidden = ⚠️ **Not delivered:** the member never started a private chat with the bot, or the bot may not write there.
not-delivered-gone = ⚠️ **Not delivered:** the member’s chat no longer exists.
not-delivered-too-long = ⚠️ **Not delivered:** the platform says it is too long. Send it in two parts.
not-delivered-attempts = ⚠️ **Not delivered** after many attempts: the platform could not be reached. Send it again later.
not-delivered-expired = ⚠️ **Not delivered in time.** Send it again if it still matters.
not-delivered-uncertain = ⚠️ **Nobody knows whether it arrived:** the program was stopped in between. Ask the member before you send it again.
not-delivered-room-missing = ⚠️ **Not delivered:** the member’s private thread could not be opened. Check the bot’s rights there.
not-delivered-other = ⚠️ **Not delivered.** The operator’s log says why.
not-delivered-correction = ⚠️ The correction did not reach the member: they still read the answer as it was.
post-failed = ⚠️ The post of ticket #{ $number } could not be made: { $why }. The ticket lives on; check the bot’s rights in the forum. I try again as soon as somebody writes in the ticket or presses a button here.
thread-failed = ⚠️ The private thread of ticket #{ $number } could not be opened: { $why }. The member sees no answer until it is there; check the bot’s rights in the channel for private threads. I try again with your next reply.
entry-not-shown = ⚠️ What the member wrote in ticket #{ $number } could not be shown in its post. It is kept:
room-healed = 🩹 A room of ticket #{ $number } was deleted while the ticket is open. I have made a new one.
healed-line = **{ $name }:** { $text }
panel-title = **Support of { $community }**
panel-text = Press the button to open a private ticket. Only you and the team can read it.
panel-posted = The panel is posted.
button-undo = Not a scam, undo
button-dismiss = Not a scam
button-ban = Ban

## Staff: scams, places, events

scam-card-title = 🛟 **Case { $number } · { $place }**
scam-card-why = **Why** (score { $score } of 100):
scam-done-remove = Done: message removed.
scam-done-remove-restrict = Done: message removed, sender may not write for now.
scam-done-warn = Done: nothing removed.
scam-done-report = Done: nothing. A member reported it.
scam-done-note = Done: nothing.
scam-done-observe = Done: nothing, I only observe. Otherwise I would have { $wanted ->
        [warn] posted a warning.
        [remove] removed the message and posted a warning.
       *[other] removed the message, kept the sender from writing for a while and posted a warning.
    }
scam-done-restrict = Done: sender may not write for now. The message is still there.
scam-done-failed = ⚠️ { $why }
scam-warned = Members were warned.
scam-warned-before = Members had been warned there less than a minute before.
scam-card-more = At least { $count } more of the same kind from this person within a minute, handled the same way.
scam-decided-undone = ✅ **Not a scam**, says { $name } ({ $at }). Undone.
scam-decided-banned = 🔨 **Banned** by { $name } ({ $at }).
undone = Undone. The message is back as a quote.
ban-on-its-way = Banned here.
ban-failed = ⚠️ The ban of case { $number } did not work: { $why }
ban-above-you = Not banned: this is one of our own team, as high as you or higher. Only somebody above them can do that, by hand.
decided-before = Somebody has decided this already.
no-right-to-delete = I may not delete messages there. Make me administrator with the right to delete.
no-right-to-restrict = I may not restrict members there. Make me administrator with the right to ban.
no-right-to-ban = I may not ban members there. Make me administrator with the right to ban.
action-failed = The platform refused. Please do it by hand.
secret-card = 🔐 A recovery phrase, key or token was posted ({ $place }). It is being removed and was not stored. The person is told to treat it as stolen:
secret-not-removed = ⚠️ A message with a secret could not be removed. Please look for it and remove it by hand, and give me the right to delete.
place-private = private chat
place-moved = ℹ️ The group { $old } is now { $new }. I follow it; please change the number in the settings.
reach-lost = ⚠️ I was removed from **{ $place }**, so it is no longer protected. Add me again as administrator.
reach-weak = ⚠️ In **{ $place }** I may not delete messages or restrict members. Make me administrator with both rights.
reach-full = ✅ In **{ $place }** I have the rights I need.
channel-down = ⚠️ { $channel } cannot be reached: { $why }. What is to be sent waits.
channel-up = ✅ { $channel } is back: { $why }
followup-failed = ⚠️ The follow-up on ticket #{ $number } did not arrive: { $why }
followup-uncertain = ⚠️ The follow-up on ticket #{ $number } may or may not have arrived. It is not sent twice.
event-dead = ⚠️ An event could not be handled and was put aside (number { $number }, { $kind }, { $error }). Nothing else is held up; the operator can try it again.

## Forms

form-ticket = Open a ticket
form-ticket-description = What happened?
form-ticket-description-hint = What you did, what you saw, when. Never a recovery phrase.
form-reply = Reply to the member
form-reply-text = Your answer
form-reply-text-hint = The member reads it as coming from the team.
form-note = Note for staff
form-note-text = Note
form-note-text-hint = The member never sees it.
form-close = Close the ticket
form-close-reason = Reason (the member reads it)
form-close-reason-hint = May be empty.
form-comment = Your comment
form-comment-text = What could we do better?
form-comment-text-hint = In your own words.

## Commands

command-start = Begin
command-help = What I can do
command-faq = Answers by topic
command-faq-words = Topic or words to search for
command-ask = Ask a question
command-ask-words = Your question
command-support = Talk to a human
command-support-words = What it is about
command-status = Your tickets
command-language = Choose a language
command-language-language = The language
command-cancel = Drop what I was asked
command-close = Close the ticket
command-close-reason = Reason, the member reads it
command-claim = Take this ticket
command-release = Give this ticket back
command-reply = Answer the member
command-reply-text = Your answer
command-edit = Correct the last answer
command-edit-text = The corrected answer
command-note = Note for staff only
command-note-text = The note
command-priority = Set the priority
command-priority-level = How urgent
command-reopen = Open the ticket again
command-panel = Post the ticket panel
command-report = Report a message to the moderators
command-report-reason = Why
command-report-menu = Report to moderators
