## The training clock

demo-title = Training clock
demo-now = The clock shows
demo-move = Move it
demo-day = + 1 day
demo-week = + 1 week
demo-month = + 1 month
demo-date = To a day
demo-date-wrong = A day looks like 2026-03-01, and lies before the year 2200
demo-go = Go there
demo-hint = Moving the clock does what falls due on the way: texts are sent, windows open and close. Nothing leaves this machine.
demo-tick = Do what is due now
demo-moved = { $count ->
    [0] The clock is moved. Nothing fell due.
    [one] The clock is moved. One thing was done.
   *[other] The clock is moved. { $count } things were done.
}
demo-ticked = { $count ->
    [0] Nothing is due.
    [one] One thing was done.
   *[other] { $count } things were done.
}
demo-tour = A short tour
demo-tour-people = Look at people and their stones
demo-tour-outbox = Read what was sent in the outbox, and open a link there as the client would
demo-tour-clock = Move the clock a month and see what became due
demo-tour-why = Ask “Why?” on any checkpoint

## The outbox

demo-outbox = Outbox
demo-outbox-hint = What would have left by e-mail or text message, newest first. Here nothing leaves.
demo-outbox-empty = Nothing was sent yet
demo-outbox-empty-hint = Send a survey from a person’s checkpoint, or move the clock; it shows here.
demo-outbox-to = To
demo-outbox-link = Open the link
