"""Telegram through python-telegram-bot: updates become events, deliveries become calls of the Bot API."""
