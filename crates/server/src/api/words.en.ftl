## What is wrong with a request of a program

api-not-json = The body should be JSON; it stops being that at line and column { $place }.
api-not-readable = This cannot be read: { $said }.
api-unknown-field = There is no such field. Known are: { $known }.
api-missing-field = This field is needed.
api-wrong-type = This should be { $wanted }.
api-idempotency-key = Idempotency-Key should have from 1 to 200 printable characters.
api-idempotency-other = This key was used for another request; take a new one.
