## Send follow-up

messaging-follow-up = Send a follow-up to { $name }
messaging-about = { $checkpoint }. Due { $due }; it can be answered until { $last }.
messaging-about-job = { $checkpoint }, { $job }. Due { $due }; it can be answered until { $last }.
messaging-how = How
messaging-by-email = E-mail
messaging-by-sms = Text
messaging-by-link = Link
messaging-by-print = Print
messaging-by-phone = Phone
messaging-language = Language
messaging-in-en = English
messaging-in-fr = Français
messaging-template-label = Template
messaging-subject = Subject
messaging-text = Text
messaging-chips = These are filled in for each person. Click one to put it where you are writing:
messaging-chip-given-name = first name
messaging-chip-agency = agency
messaging-chip-adviser = adviser’s first name
messaging-chip-link = survey link
messaging-chip-last-day = last day
messaging-template = Words of the programme: { $label }, version { $version }.
messaging-no-template = The programme has no words for this: write them here.
messaging-link-hint = A link is made for you to hand over yourself, on paper or on your own screen.
messaging-says-nothing = Say nothing about work or benefits: a message may be read by others.
messaging-segments = { $count ->
    [one] One text message: { $characters } characters, { $left } left ({ $encoding }).
   *[other] { $count } text messages, each paid for: { $characters } characters, { $left } left in the last ({ $encoding }).
}
messaging-segments-advice = These letters make every letter twice as large: { $letters }. Write around them to send fewer messages.
messaging-as-seen = As { $name } will see it
messaging-to = to { $to }
messaging-preview = Preview
messaging-send = Send follow-up
messaging-make-link = Make the link
messaging-make-letter = Make the letter
messaging-make-script = Open the script
messaging-leaves-later = It leaves { $when }, outside quiet hours.
messaging-today = { $most ->
    [one] Today: { $sent } of { $most } message.
   *[other] Today: { $sent } of { $most } messages.
}
messaging-look-first = The words changed with the way or the language. Read them, then send.
messaging-all-closed = There is no way to ask now.

## Why somebody may not be asked

messaging-not-died = { $name } died on { $on }. Nobody is asked any more.
messaging-not-withdrawn = { $name } withdrew on { $on }. Nothing is asked any more.
messaging-not-ended = The job ended on { $on }, before this fell due. There is nothing to ask about.
messaging-not-do-not-contact = { $name } asked not to be contacted. Only { $name } can change that.
messaging-not-no-phone = No text message: there is no telephone number. Add one to the person’s record.
messaging-not-no-email = No e-mail: there is no e-mail address. Add one to the person’s record.
messaging-not-sms-consent = No text message: { $name } has not agreed to texts. Ask, and record the answer.
messaging-not-email-consent = No e-mail: { $name } has not agreed to e-mail. Ask, and record the answer.
messaging-not-sms-stopped = No text message: { $name } stopped texts. Only { $name } can start them again.
messaging-not-email-stopped = No e-mail: { $name } stopped e-mail. Only { $name } can start it again.
messaging-not-waived = This checkpoint was waived. Open it again to ask.
messaging-not-missed = This checkpoint was recorded as missed. Open it again to ask.
messaging-not-answered = { $name } has answered already. The answers wait to be reviewed.
messaging-not-declined = { $name } chose not to answer.
messaging-not-reviewed = This checkpoint is reviewed already. There is nothing more to ask.
messaging-not-achieved = The milestone is achieved already. There is nothing more to ask.
messaging-not-submitted = This checkpoint is with the funder already. There is nothing more to ask.
messaging-not-attempts = { $most ->
    [one] { $name } was asked once, which is all that the programme allows. Hand over a link, a letter or call.
   *[other] { $name } was asked { $most } times, which is all that the programme allows. Hand over a link, a letter or call.
}
messaging-not-daily-limit = { $most ->
    [one] { $name } gets one message a day at most, and it was sent. Send this one tomorrow.
   *[other] { $name } gets { $most } messages a day at most, and they were sent. Send this one tomorrow.
}
messaging-not-again-today = { $name } was asked in this way { $when }. Choose another way, or wait until tomorrow.
messaging-not-waits = A message to { $name } waits to leave since { $when }. Another one would be a second.
messaging-no-email-set-up = No e-mail: this installation has no mail server. The operator can set one up.
messaging-no-sms-set-up = No text message: this installation has no provider of texts. The operator can set one up.
messaging-asked-meanwhile = This was asked already, a moment ago. Open the checkpoint again to see it.

## What is wrong with a text

messaging-channel-wanted = The channel should be email, sms, link, print or phone
messaging-subject-wanted = An e-mail needs a subject
messaging-subject-not-wanted = Only an e-mail has a subject: leave it out
messaging-subject-one-line = The subject should be one line
messaging-subject-link = The link belongs into the text, not into the subject
messaging-subject-long = The subject has { $length } characters; at most { $most } fit
messaging-body-wanted = The text is empty: write what is to be said
messaging-body-long = The text has { $length } characters; at most { $most } fit
messaging-body-unprintable = The text holds characters that cannot be printed
messaging-link-wanted = The text needs { $link }: without it nobody can answer
messaging-placeholder-unknown = { $name } is not known; what can be filled in is { $known }
messaging-placeholder-open = A placeholder is not closed; what can be filled in is { $known }

## A message on a page of its own

messaging-sheet-email = E-mail to { $name }
messaging-sheet-sms = Text message to { $name }
messaging-sheet-link = A link for { $name }
messaging-sheet-print = A letter to { $name }
messaging-sheet-phone = What to say to { $name }
messaging-sheet-link-hint = Hand it over yourself: on paper, on your own screen, or by a way that the person chose. It works until the last day, and only for this person.
messaging-sheet-print-hint = Print it, and send it by post. The questions come with it, to be filled in on paper.
messaging-sheet-phone-hint = Read it out. Enter the answers at the checkpoint.
messaging-sheet-call = Ask the questions one by one
messaging-link-label = Survey link
messaging-recipient = To
messaging-state = State
messaging-when = When
messaging-answer-until = Can be answered until
messaging-is-waiting = waits to leave
messaging-is-leaving = is leaving
messaging-is-sent = sent
messaging-is-handed-over = handed over
messaging-is-undeliverable = could not be delivered
messaging-is-withheld = withheld: it was decided again when it was about to leave
messaging-is-failed = given up
messaging-is-unknown = not known whether it arrived; it is not sent again

## Messages that need somebody

messaging-needs = Messages that need you
messaging-needs-link = { $count ->
    [0] No messages that need you
    [one] One message needs you
   *[other] { $count } messages need you
}
messaging-needs-hint = Messages that did not arrive, or of which nobody knows whether they did. Cairn sends none of them again by itself.
messaging-needs-none = No message needs you
messaging-needs-why = to { $to }, { $when }. { $why }
messaging-arrived = It arrived
messaging-again = Ask again
messaging-settling-wanted = Say arrived or again
messaging-settling-not-taken = This message was certainly not delivered, so it cannot have arrived. Ask again instead.
messaging-done-arrived = Recorded: it arrived, and counts as asked.
messaging-done-settled-already = Somebody has seen to this message already.

## A test to oneself

messaging-test = Send a test to me
messaging-test-hint = It goes to you alone, counts for nobody, and its link leads to a page that says it is a sample.
messaging-test-sent = A test is on its way to { $to }. Its link leads to a sample, and it counts for nobody.
messaging-test-phone = Your number, for tests
messaging-test-phone-wanted = Your number should be a telephone number, such as 416 555 0123
messaging-test-no-way = Only e-mails and texts can be tested: the others stand before you
messaging-test-often = { $most } tests in an hour are enough: send the next one later
messaging-sample = This link is a sample
messaging-sample-text = It came with a test message. In a real message, the survey begins here.

## Text messages that come in

messaging-inbound-stopped = { $agency }: you will get no more text messages from us. Reply START to change that.
messaging-inbound-started = { $agency }: you will get our text messages again. Reply STOP to end them.
messaging-inbound-help = Messages from { $agency }. Call { $phone }. Reply STOP for no more.
messaging-inbound-confirm = { $agency }: you answered “{ $answer }”. Reply YES to keep it.
messaging-inbound-kept = { $agency }: thank you, “{ $answer }” is kept. Your link leads to the other questions.
