"""Elections: who is to hold an office, from the notice that seats are vacant to their first day.

*Seats* are places in an office of a body, filled together by all members or by one *constituency*
of them. An *election* begins with a *notice of vacancies*; each *contest* in it is about some
seats. A *candidate* is nominated by *nominators*, consents, and stands once nominations are
closed; the voting is a ballot's. A *casual vacancy* is a seat left before its term ended.
*Hustings* are what members ask all candidates, and what each answers.
"""
