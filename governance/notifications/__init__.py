"""Telling people: what was queued in the transaction, and how it goes out.

*Outbox*: mails written in the same transaction as the fact they tell of. *Delivery*: the worker
hands each to the mail server under a lease; a refusal is tried again with growing pauses. A
mail whose worker died in the middle of handing it over is *unconfirmed*: it is never sent again
by itself.
"""
