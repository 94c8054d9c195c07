"""The public service: subscribe, confirm, unsubscribe, preferences, the archive.

A page that is fetched changes nothing, since link scanners fetch every link of a
mail.  What a form answers never tells whether an address is known: the list is asked
behind the answer, and only the owner of the address hears of it, by mail.
"""
