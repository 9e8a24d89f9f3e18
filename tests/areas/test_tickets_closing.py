"""Which ticket a member's /close ends in a private chat, where several may be open."""

from tests.house import AMARA, WEI, House


async def state(house: House, number: int) -> str:
    return str((await house.sql("SELECT state FROM ticket WHERE id = ?", number))[0][0])


async def test_closing_in_answer_to_a_message_closes_the_ticket_of_that_message(house: House):
    await house.opens_ticket(category="Transaction")
    welcome = house.private(AMARA)[-1]
    await house.opens_ticket(category="Account", words="I cannot log in")

    await house.commands(AMARA, "close", replies_to=welcome.ref)

    assert (await state(house, 1), await state(house, 2)) == ("closed", "new")
    await house.commands(AMARA, "close", replies_to=welcome.ref)
    assert house.private(AMARA)[-1].text == house.words("ticket-closed-already", number=1)
    assert await state(house, 2) == "new"


async def test_closing_in_answer_to_another_s_message_closes_one_s_own(house: House):
    await house.opens_ticket(WEI)
    theirs = house.private(WEI)[-1]
    await house.opens_ticket(AMARA)

    await house.commands(AMARA, "close", replies_to=theirs.ref)

    assert (await state(house, 1), await state(house, 2)) == ("new", "closed")
