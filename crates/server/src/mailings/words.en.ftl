## Before it is sent

mailings-new = { $count ->
    [one] Send a follow-up to one person
   *[other] Send a follow-up to { $count } people
}
mailings-new-aside = Each gets a message of their own, with their own link.
mailings-what-is-sent = What is sent
mailings-by-best = Each person’s best way
mailings-base-own = The programme’s own words, for each as it fits
mailings-base-survey = First asking, to be changed here
mailings-base-reminder = Reminder, to be changed here
mailings-base-hint = In each person’s language. The programme has words for a first asking and for a reminder.
mailings-kind = { $channel }, { $language }
mailings-kind-many = { $count ->
    [one] { $kind }: one person
   *[other] { $kind }: { $count } people
}
mailings-as-seen = As { $name } will see it
mailings-look-again = Look again
mailings-going = { $count ->
    [0] Nobody is asked
    [one] One person is asked
   *[other] { $count } people are asked
}
mailings-others = { $count ->
    [one] And one more person.
   *[other] And { $count } more people.
}
mailings-left-out = { $count ->
    [one] One person is left out
   *[other] { $count } people are left out
}
mailings-first = first asking
mailings-again = reminder
mailings-what = { $checkpoint }, { $reason }
mailings-send = { $count ->
    [one] Send to one person
   *[other] Send to { $count } people
}
mailings-send-now = Send now, without waiting
mailings-grace = It waits five minutes before anything leaves, so that you can take all of it back. In quiet hours a message waits until the morning.
mailings-nobody-left = Nobody of those chosen can be asked now: the reasons stand beside their names.
mailings-nobody-chosen = Choose somebody first
mailings-too-many = { $many } people are chosen; at most { $most } fit one mailing

## What a program asks wrongly

mailings-channel-wanted = The channel should be email, sms or best
mailings-queue-or-checkpoints = Give either a queue or checkpoints
mailings-no-checkpoint = { $id } is no checkpoint’s id
mailings-subject-with-body = A subject of your own needs a text of your own: give body too

## After it was sent

mailings-title = Mailing of { $when }
mailings-list = Mailings
mailings-made-by = Sent by
mailings-leaves = Leaves from
mailings-withdrawn = Taken back
mailings-withdrawn-by = by { $by }, { $when }
mailings-withdraw = { $count ->
    [one] Take back the one message that has not left
   *[other] Take back the { $count } that have not left
}
mailings-withdraw-hint = What has left stays sent. What is taken back counts as never asked.
mailings-withdrawn-already = { $by } took this back already, { $when }. Nothing more is to be done.
mailings-nothing-waits = Everything has left already, or was not sent: there is nothing to take back.
mailings-done-withdrawn = Taken back: nothing more of this mailing leaves.
mailings-done-not-withdrawn = There was nothing to take back any more. What happened stands below.
mailings-progress-grace = { $waits ->
    [one] One message waits until { $at }. Until then nothing leaves.
   *[other] { $waits } messages wait until { $at }. Until then nothing leaves.
}
mailings-progress-leaving = On its way: { $sent } sent, { $leaving } leaving, { $waits } waiting.
mailings-progress-withdrawn = Taken back. { $sent ->
    [0] Nothing had left.
    [one] One message had left before.
   *[other] { $sent } messages had left before.
}
mailings-progress-needs = { $needs ->
    [one] Done: { $sent } sent. One message needs you.
   *[other] Done: { $sent } sent. { $needs } messages need you.
}
mailings-progress-done = { $sent ->
    [0] Done. Nothing was sent.
    [one] Done: one message sent.
   *[other] Done: { $sent } messages sent.
}
mailings-everybody = Everybody
mailings-people = { $count ->
    [one] one person
   *[other] { $count } people
}
mailings-column-when = Sent
mailings-column-by = By
mailings-column-to = To
mailings-column-state = How far it is
mailings-none = No mailings yet
mailings-none-hint = Tick some people in the list of checkpoints and send them a follow-up: each mailing then stands here.
mailings-is-preparing = being written
mailings-is-waiting = waits to leave
mailings-is-leaving = leaving
mailings-is-sent = sent
mailings-is-unknown = not known
mailings-is-undeliverable = undeliverable
mailings-is-failed = given up
mailings-is-withheld = withheld
mailings-is-withdrawn = taken back
mailings-is-left-out = left out

## Why somebody got nothing

mailings-because-died = The person died.
mailings-because-withdrawn = The person withdrew.
mailings-because-do-not-contact = The person asked not to be contacted.
mailings-because-no-address = There is no address or number for this way.
mailings-because-consent = The person has not agreed to this way.
mailings-because-ended = The job ended before this fell due.
mailings-because-waived = The checkpoint was waived.
mailings-because-missed = The checkpoint was recorded as missed.
mailings-because-answered = Answered already.
mailings-because-reviewed = Reviewed already.
mailings-because-achieved = The milestone is achieved already.
mailings-because-submitted = With the funder already.
mailings-because-attempts = Asked as often as the programme allows.
mailings-because-daily-limit = Had as many messages today as the programme allows.
mailings-because-already-asked = Asked already, since this was looked at or earlier today.
mailings-because-not-set-up = This installation cannot send by this way.
mailings-because-no-text = The programme has no words for this way: choose words to be changed here.
mailings-because-not-yours = Not of your caseload: open the file with a reason and ask there.
mailings-because-closed = The survey can no longer be answered.
mailings-because-moved = The address of the first try is no longer the person’s.
mailings-because-answer-lost = The provider’s answer was lost: it may have arrived.
mailings-because-given-up = The provider did not take it, for hours.
mailings-because-address = The address does not work.
mailings-because-number = The number does not work.
mailings-because-mailbox-full = The mailbox is full.
mailings-because-text = The text could not be sent as it was.
mailings-because-refused = The provider refused it for good.
mailings-because-other = The provider refused the address or the text.
