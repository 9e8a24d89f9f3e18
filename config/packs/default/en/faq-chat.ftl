### Answers in chats: lists to browse, what stands below an answer, the way from an answer to a human.

faq-shield = 🛟 **Nobody from our team writes to you first.** If you would rather go on in private, use the button below.
faq-category =
    { $pages ->
        [1] **{ $category }** – choose a question.
       *[other] **{ $category }**, page { $page } of { $pages } – choose a question.
    }
faq-shown-already = Everybody has seen this answer already.
category-network = Network
button-browse = Browse the topics
button-back = « Back
button-next = More »
button-previous = « Earlier ones
button-show-all = Show to all
support-your-question = Your question:
support-add = Anything to add? Write it in one message: what you did, what you saw, and when. A transaction hash or a screenshot helps.
button-as-it-is = Send as it is
