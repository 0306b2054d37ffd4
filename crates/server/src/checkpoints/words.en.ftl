
# Problems with what was asked for
checkpoints-reason-wanted = Write a reason: it stays with the record.
checkpoints-finished-already = This checkpoint was reviewed already. Finished things do not move.
checkpoints-stopped-already = This checkpoint is stopped by what happened to the person or the job. Correct that, and it opens again.
checkpoints-ended-already = This checkpoint was ended already. Open it again first.
checkpoints-not-ended = This checkpoint is open: there is nothing to take back.
checkpoints-one-deal = Give one of pinned_on, waived or missed, with a reason.
checkpoints-date-wanted = Give a day as year, month and day, such as 2025-09-30.

# What happens next, and why
checkpoints-next-will = { $what }: { $when }, because { $why }
checkpoints-next-nothing = Nothing more happens here, because { $why }
checkpoints-what-survey-email = the survey leaves by e-mail
checkpoints-what-survey-sms = the survey leaves by text message
checkpoints-what-survey = the survey
checkpoints-what-reminder-email = reminder { $n } leaves by e-mail
checkpoints-what-reminder-sms = reminder { $n } leaves by text message
checkpoints-what-reminder = reminder { $n }
checkpoints-what-ask-by-hand = somebody asks by hand
checkpoints-what-review = somebody reviews the answers
checkpoints-what-close = the window closes unanswered
checkpoints-because-due = it falls due on { $on }.
checkpoints-because-not-answered = the survey of { $on } is not answered.
checkpoints-because-window-closes = the window is open until { $on }, that day included.
checkpoints-because-answered = the survey is answered.
checkpoints-because-refused = the person did not want to answer.
checkpoints-because-by-hand = this programme leaves asking to staff.
checkpoints-because-entered-late = it was entered after its due date, { $on }: nobody is sent messages about the past without somebody deciding so.
checkpoints-because-daily-limit = no more than { $most } messages a day go to one person.
checkpoints-because-not-asked = reminders count from the first asking, which has not happened.
checkpoints-because-attempts = { $most } attempts were made, which is the most that this programme allows.
checkpoints-because-undeliverable = the address does not work: correct it, or ask in another way.
checkpoints-because-window-closed = its window closed on { $on }.
checkpoints-because-after-window = that would be after the window closes on { $on }.
checkpoints-because-reviewed = the answers are reviewed.
checkpoints-because-achieved = the milestone is achieved.
checkpoints-because-with-funder = it is with the funder.
checkpoints-because-missed = it was called missed: { $reason }
checkpoints-because-waived = it was waived: { $reason }
checkpoints-because-died = the person died on { $on }.
checkpoints-because-withdrawn = the person withdrew on { $on }.
checkpoints-because-placement-ended = the job ended on { $on }, before this checkpoint was due.
checkpoints-because-person-died = the person died.
checkpoints-because-person-withdrawn = the person withdrew.
checkpoints-because-do-not-contact = the person asked not to be contacted.
checkpoints-because-no-address = there is no e-mail address or telephone number to use.
checkpoints-because-no-consent = the person has not agreed to messages.
checkpoints-because-consent-withdrawn = the person stopped messages; only they can start them again.

## Pages: names and next acts
checkpoints-whose-mine = Mine
checkpoints-whose-office = My office
checkpoints-whose-agency = Everybody
checkpoints-state-over = { $state }, { $over }
checkpoints-days-over = { $days ->
    [one] { $days } day over
   *[other] { $days } days over
}
checkpoints-next-now = { $what }, because { $why }
checkpoints-next-then = { $when }, { $what }, because { $why }
checkpoints-next-none = nothing more happens by itself, because { $why }

## The list
checkpoints-whose = Whose work
checkpoints-to-people = Look at people
checkpoints-queue-overdue = Overdue
checkpoints-queue-overdue-hint = Past their date with no outcome recorded.
checkpoints-queue-overdue-none = Nothing is overdue
checkpoints-queue-due-today = Due today
checkpoints-queue-due-today-hint = Their date is today and nobody has answered yet.
checkpoints-queue-due-today-none = Nothing is due today
checkpoints-queue-to-review = To review
checkpoints-queue-to-review-hint = Answered in time; look at the answers and submit them.
checkpoints-queue-to-review-none = No answer waits for a review
checkpoints-queue-waiting = Waiting
checkpoints-queue-waiting-hint = Asked before their date, not answered yet.
checkpoints-queue-waiting-none = Nobody was asked ahead of their date
checkpoints-queue-closing = Closing
checkpoints-queue-closing-hint = Not due yet, and their window closes within 7 days.
checkpoints-queue-closing-none = No window closes within 7 days
checkpoints-queue-open = Open
checkpoints-queue-open-hint = Their window is open and their date is still to come.
checkpoints-queue-open-none = No window is open
checkpoints-queue-upcoming = Upcoming
checkpoints-queue-upcoming-hint = Their window opens within 7 days.
checkpoints-queue-upcoming-none = No window opens within 7 days
checkpoints-row-news = { $news }; { $next }
checkpoints-row-then = { $what } { $when }
checkpoints-verb-review = Review
checkpoints-verb-ask = Ask
checkpoints-verb-open = Open
checkpoints-when-due-today = due today
checkpoints-when-answered = came { $on }
checkpoints-when-asked = since { $on }
checkpoints-when-closes = to { $on }
checkpoints-when-due = { $on }
checkpoints-when-opens = { $on }

## A person’s checkpoints
checkpoints-none = No checkpoints yet
checkpoints-none-hint = Placing the person into Outcomes makes them, counted from the first day of work.
checkpoints-of-job = Checkpoints:
checkpoints-due = due { $due }
checkpoints-window = window { $from } to { $to }
checkpoints-closes = closes { $when }
checkpoints-news-scheduled = nothing to do until { $on }, when the window opens
checkpoints-news-answered = answered { $when }
checkpoints-news-refused = did not want to answer, { $when }
checkpoints-news-begun = began to answer { $when }, has not sent it
checkpoints-news-closed = the window closed on { $on }, nobody was asked
checkpoints-window-closed = window closed
checkpoints-news-open = the window is open, nobody was asked
checkpoints-pinned = Pinned to { $on } (the programme gives { $expected }): { $reason }
checkpoints-view = View
checkpoints-send = Send survey
checkpoints-send-email = By e-mail
checkpoints-send-sms = By text message
checkpoints-send-link = Copy a link
checkpoints-send-print = Print for the post
checkpoints-send-phone = Ask by telephone
checkpoints-send-paper = Type in from paper
checkpoints-open-questionnaire = Open the questionnaire
checkpoints-next-title = What happens next
checkpoints-plan-not = Not: { $what }
checkpoints-plan-when = { $when }, because { $why }
checkpoints-plan-because = because { $why }
checkpoints-messages = Messages
checkpoints-messages-none = None yet.
checkpoints-message-survey-email = Survey by e-mail to { $who }
checkpoints-message-survey-sms = Survey by text to { $who }
checkpoints-message-survey-link = Link handed over { $who }
checkpoints-message-survey-print = Letter printed { $who }
checkpoints-message-survey-phone = Asked by telephone { $who }
checkpoints-message-reminder-email = Reminder by e-mail to { $who }
checkpoints-message-reminder-sms = Reminder by text to { $who }
checkpoints-message-reminder-link = Link handed over again { $who }
checkpoints-message-reminder-print = Letter printed again { $who }
checkpoints-message-reminder-phone = Asked again by telephone { $who }
checkpoints-message-when = { $when }, by { $by }
checkpoints-message-link = [the survey’s link]
checkpoints-message-is-waiting = waiting
checkpoints-message-is-leaving = leaving
checkpoints-message-is-sent = sent
checkpoints-message-is-undeliverable = undeliverable
checkpoints-message-is-withheld = withheld
checkpoints-message-is-unknown = fate not known
checkpoints-message-is-failed = failed
checkpoints-named-due = { $name }, due { $due }
checkpoints-deals = Other outcomes
checkpoints-deal-on = Date
checkpoints-deal-reason = Reason
checkpoints-deal-pin = Pin another date
checkpoints-deal-pin-hint = The date stays until you take it away, whatever else moves. The window moves with it.
checkpoints-deal-pin-button = Pin
checkpoints-deal-pin-removal = Give back the programme’s date
checkpoints-deal-pin-removal-hint = The date is counted by the programme’s rule again.
checkpoints-deal-pin-removal-button = Give back
checkpoints-deal-waiver = Waive
checkpoints-deal-waiver-hint = Nothing more is asked here, and it does not count as missed.
checkpoints-deal-waiver-button = Waive
checkpoints-deal-missed = Call it missed
checkpoints-deal-missed-hint = There will be no answer. Reminders stop.
checkpoints-deal-missed-button = Call it missed
checkpoints-deal-reopening = Open it again
checkpoints-deal-reopening-hint = Takes the outcome back; what would happen happens again.
checkpoints-deal-reopening-button = Open again

## The explanation
checkpoints-why-title = What happens next, and why
checkpoints-why-on = And on
checkpoints-why-look = Look
checkpoints-why-will = Will happen
checkpoints-why-will-none = Nothing.
checkpoints-why-not = Will not happen
checkpoints-why-not-none = Nothing is held back.
checkpoints-why-now = now
checkpoints-why-rests = What this rests on
checkpoints-why-facts = Facts used
checkpoints-why-rules = Rules used
checkpoints-why-rule = { $title }, version { $version }, { $place }
checkpoints-why-changes = What would change it
checkpoints-why-change-answer = An answer arrives: messages fall away
checkpoints-why-change-start = The first day of work is corrected: what nobody has touched moves
checkpoints-why-change-waive = Somebody waives it or calls it missed, with a reason
checkpoints-why-change-consent = The person agrees to messages, or stops them
checkpoints-why-began = { $job } began
checkpoints-why-ended = { $job } ended
checkpoints-why-asked = Asked for { $name }
checkpoints-why-standing = Standing
checkpoints-why-zone = Their time zone
checkpoints-named-act = { $name }: { $what }
checkpoints-rule-contact-ask = Asking when a checkpoint falls due
checkpoints-rule-contact-reminders = Contact after no answer
checkpoints-rule-questionnaires = Reviewing what was answered
checkpoints-rule-checkpoints-closes = Closing of the window
checkpoints-news-asked = { $times ->
    [one] not answered, asked { $when }
   *[other] not answered, asked { $times } times since { $when }
}
checkpoints-queue-wanted = Choose one of { $known }.
checkpoints-what-second-reading = a second person reads the review
checkpoints-because-submitted = the review was submitted
checkpoints-news-to-read = submitted { $when }, waiting for a second reader
checkpoints-news-returned = given back to the client, not answered again yet
checkpoints-when-submitted = submitted { $on }
checkpoints-verb-read = Read
checkpoints-queue-to-read = To be read
checkpoints-queue-to-read-hint = Reviews that wait for a second person, who had no hand in them.
checkpoints-queue-to-read-none = No review waits for a second reader

## Choosing several

checkpoints-tick-page = Choose all on this page
checkpoints-send-to-ticked = Send follow-up to these
checkpoints-send-to-all = { $count ->
    [one] Send follow-up to the one in this list
   *[other] Send follow-up to all { $count }
}
checkpoints-send-to-first = Send follow-up to the first { $most } of { $count }
checkpoints-done-nobody = Nobody was chosen: tick the people whom you want to ask, then press the button again.
checkpoints-news-unknown = { $news }; nobody knows whether the last message arrived
checkpoints-news-not-arrived = { $news }; the last message did not arrive
