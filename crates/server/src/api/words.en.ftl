## What is wrong with a request of a program

api-not-json = The body should be JSON; it stops being that at line and column { $place }.
api-unknown-field = There is no such field. Known are: { $known }.
api-missing-field = This field is needed.
api-twice = Give this field once.
api-wants-day = Give a day of the calendar as YYYY-MM-DD, such as 2026-02-28.
api-wants-moment = Give a moment with its offset, such as 2026-03-01T09:00:00-05:00.
api-wants-text = Give a text in quotes.
api-wants-yes-or-no = Give true or false, without quotes.
api-wants-list = Give a list, in square brackets.
api-wants-number = Give a number, without quotes.
api-wants-whole = Give a whole number, without quotes.
api-wants-object = Give a JSON object.
api-wants-other = This does not fit; what does is described at /api/v1/openapi.json.
api-after = Give what the page before gave as next, or leave it out.
api-idempotency-key = Idempotency-Key should have from 1 to 200 printable characters.
api-idempotency-other = This key was used for another request; take a new one.
api-form-sent = This form was sent already, with other words in it. What it made is there: change it there, or open a new form.
