## Answers

surveys-prefer-not = Prefer not to say
surveys-not-known = I do not know
surveys-declared = Declared true by { $name }
surveys-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}

## Answers that cannot be one: what would be right

surveys-too-long = Write at most { $count } characters.
surveys-control-characters = Write letters, digits and signs only. Some characters here cannot be shown.
surveys-several-lines = Write this on one line.
surveys-not-a-number = Write a number, such as 37.5.
surveys-out-of-range = Write a number from { $min } to { $max }.
surveys-step-cents = Write an amount in dollars and cents, such as 18.50.
surveys-step-halves = Write a whole or a half number, such as 37 or 37.5.
surveys-step-whole = Write a whole number.
surveys-step = Write a multiple of { $step }.
surveys-not-a-date = Write a date with year, month and day, such as 2026-03-31.
surveys-date-incomplete = Write the day, the month and the year.
surveys-no-such-day = { $date } is not in the calendar. Check the day and the month.
surveys-too-early = Write a date on or after { $date }.
surveys-too-late = Write a date on or before { $date }.
surveys-in-the-future = Write a date that is not after today, { $date }.
surveys-not-a-choice = Choose from the answers of this question.
surveys-alone-with-others = Choose this answer alone, or only the others.
surveys-too-many-rows = { $count ->
    [one] Give at most { $count } entry.
   *[other] Give at most { $count } entries.
}
surveys-in-row = Entry { $row }: { $sentence }
surveys-not-ticked = Tick the box as well as writing your name.
surveys-name-missing = Write your name as well as ticking the box.
surveys-not-a-phone = Write a telephone number with its area code, such as 416 555 0123.
surveys-not-an-email = Write an e-mail address, such as name@example.ca.
surveys-too-many-files = { $count ->
    [one] Add at most { $count } file.
   *[other] Add at most { $count } files.
}
surveys-not-a-file = Name the documents by their identifiers.
surveys-not-an-occupation = Write the five digits of the occupation, such as 64100.
surveys-may-not-prefer-not = Answer this question, or leave it out.
surveys-may-not-be-unknown = Answer this question, or leave it out.
surveys-unknown-part = { $part } is not a part of this answer. Leave it out.
surveys-unknown-question = This questionnaire has no such question. Leave it out.
surveys-unfit-text = Send a text.
surveys-unfit-number = Send a number.
surveys-unfit-choice = Send the code of one choice as a text.
surveys-unfit-choices = Send the codes of the choices as a list.
surveys-unfit-rows = Send a list of objects, one for each entry.
surveys-unfit-declaration = Send an object with agreed and name.
surveys-unfit-contact = Send an object with phone, email or both.
surveys-unfit-files = Send a list of documents by their identifiers.
surveys-unfit-answers = Send an object with one field for each question.

## Missing before submission

surveys-missing-answer = Answer this first: { $question }
surveys-missing-reason = Say why the client’s answer was changed: { $question }
surveys-missing-source = Say who answered, and how.

## Worth a second look

surveys-warning-hours = { $hours } hours a week is more than { $usual }. Please check it.
surveys-warning-pay = The pay comes to { $pay } an hour, under the minimum of { $minimum }. Please check the amount, the period and the hours.
surveys-warning-overlap = The last job ended on { $ended }, after the new one began on { $started }. Please check both dates.
surveys-warning-gap = There is time between the last job, to { $ended }, and the new one, from { $started }, but no week without work. Please check.
surveys-warning-income = Not working and not looking for work, but with income from a job. Please check.
surveys-warning-start = The job began on { $started }, after the due date of { $due }. Please check.

## The client's pages

surveys-start-title = A few questions from { $agency }
surveys-start-length = It takes about three minutes. You can leave out most questions, and stop at any time.
surveys-start-privacy = Your answers go to { $agency }, for its follow-up and for its report to the government that pays for the service. Nobody else sees them.
surveys-start = Start
surveys-year = To make sure that it is you: in which year were you born?
surveys-year-hint = Four digits, such as 1990.
surveys-year-wanted = Write the year in four digits, such as 1990.
surveys-year-wrong = { $left ->
    [one] That is not the year that we have. Check it; you have one try left.
   *[other] That is not the year that we have. Check it; you have { $left } tries left.
}
surveys-come-back = You can stop and come back with the same link until { $day }.
surveys-read-by = Only { $agency } reads your answers first.
surveys-progress = Question { $number } of about { $total }
surveys-more-title = A few last things
surveys-more-folded = { $count ->
    [one] One more question, if you like
   *[other] { $count } more questions, if you like
}
surveys-note = In a few words
surveys-row = Entry { $row }
surveys-your-name = Your name
surveys-phone = Telephone
surveys-email = E-mail
surveys-answer-wanted = Answer this question to go on.
surveys-declare-wanted = Tick the box and write your name, then send.
surveys-check-title = Check your answers before you send them
surveys-check-hint = You can still change everything.
surveys-left-open = Not answered
surveys-send = Send my answers
surveys-thanks-title = Thank you. Your answers are on their way.
surveys-thanks-next = Somebody at { $agency } reads them next, and calls you only if something is not clear or if you asked for a call.
surveys-thanks-hidden = To protect you, your answers are not shown here again.
surveys-refused-title = That is fine
surveys-refused-next = You have told { $agency } that you do not want to answer. You will get no reminder of this survey.
surveys-refused-effect = It changes nothing about the help that you get.
surveys-wrong-person-title = Thank you for telling us
surveys-wrong-person-next = We will correct our records. There is nothing more for you to do, and you can delete the message.
surveys-closed-title = This link no longer works
surveys-closed = It may have ended or been used, or a letter of it is missing. Open the link in the newest message again, or ask the office that sent it for a new one.
surveys-no-pass-title = Open the link in your message again
surveys-no-pass = This page can only be reached by the link that we sent you. What you answered so far is kept.
surveys-other-link-title = You opened another link in the meantime
surveys-other-link = This page belongs to the link that you opened before, so it was not taken. Nothing that you answered is lost: open the link in the message again and go on.
surveys-too-large-title = That is more than we can take
surveys-too-large = What you wrote is too long to be sent. Go back and make it shorter; what you answered before is kept.

## Staff: answers, sources, changes

surveys-source-client-web = The client, online
surveys-source-client-sms = The client, by text message
surveys-source-client-phone = The client, by telephone
surveys-source-client-in-person = The client, in person
surveys-source-client-paper = The client, on paper
surveys-source-employer = The employer
surveys-source-records = Our records
surveys-source-other = Somebody or something else
surveys-source-wanted = Name one of these: client_web, client_sms, client_phone, client_in_person, client_paper, employer, records, other.
surveys-changed-meanwhile = These answers changed while you were writing. Look at what stands there now, then enter yours again.
surveys-with-funder = These answers are with the funder, so they are not changed any more.
surveys-reopen-first = This checkpoint was missed. Reopen it first, then enter the answers.
surveys-waived = This checkpoint was waived. Take the waiver back first, then enter the answers.
surveys-stopped = This checkpoint was stopped by what happened to the person or the job. Correct that first, then enter the answers.
surveys-reviewed-already = These answers were submitted already. Submit a correction, with a reason for each change.
surveys-unanswered = Not answered
surveys-questionnaire = Questionnaire
surveys-as-given = The client’s own answers stay as they were given.
surveys-view = View
surveys-column-question = Question
surveys-column-said = { $client } said
surveys-column-ours = Goes to the funder
surveys-column-reason = Reason for the change
surveys-column-answer = Answer
surveys-as-said = as the client said
surveys-not-asked = Not asked
surveys-staff = staff
surveys-needed = needed
surveys-reason-for = Reason for the change: { $question }
surveys-further = { $count ->
    [one] One question that another answer would bring
   *[other] { $count } questions that other answers would bring
}
surveys-set-aside = { $count ->
    [one] One answer set aside
   *[other] { $count } answers set aside
}
surveys-set-aside-hint = These are kept, but do not go to the funder: other answers lead past their questions.
surveys-source = Who answered, and how
surveys-missing = Before it can be submitted
surveys-submit = Submit for checking
surveys-correct = Submit the correction
surveys-draft = Save draft
surveys-saved-draft = Draft saved { $at }
surveys-saved-reviewed = Submitted { $at }
surveys-history = { $count ->
    [one] One change so far
   *[other] { $count } changes so far
}
surveys-change-line = { $question } – from “{ $was }” to “{ $now }”, by { $by }, { $at }.
surveys-may-not-review = Your role reads these answers. An adviser or a team leader enters and corrects them.
surveys-came-submitted = Answered { $at }, in { $language }, { $how }.
surveys-came-partial = Begun, not sent yet; last saved { $at }, in { $language }, { $how }.
surveys-came-refused = Did not want to answer: { $at }, in { $language }, { $how }.
surveys-in-english = English
surveys-in-french = French
surveys-by-email = from the link in an e-mail
surveys-by-sms = from the link in a text message
surveys-by-print = from the link in a letter
surveys-by-link = from the link
surveys-flag-fast = These answers were sent within three seconds of being begun. Make sure that a person gave them.
surveys-flag-wrong-person = Whoever opened the link said that they are somebody else. Check the address or the number before you ask again.
surveys-flag-after-review = The client sent these answers after they had been submitted for checking. Compare them, and submit a correction where it is needed.
surveys-link-locked = A link was locked { $at }, after five wrong years of birth. Check the year in the file, then send another link.
surveys-review-title = { $point }: questionnaire of { $client }
surveys-there-now = There now
surveys-you-wrote = You wrote
surveys-answers-title = What { $client } answered
surveys-answers-count = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
surveys-nothing-given = Nothing was answered yet.
surveys-own-words = These are the client’s own words, exactly as given. Nobody can change them; what staff changed stands beside them in the questionnaire.
surveys-left-behind = Answered, then left behind by another answer
surveys-review = Review these answers
surveys-stop-link = Stop messages
surveys-stop-title = Stop messages from { $agency }?
surveys-stop-what = We will not send you e-mails or text messages any more. Somebody may still call you. What you have answered is kept.
surveys-stop-act = Stop messages
surveys-stop-done-title = You will get no more messages
surveys-stop-done = { $agency } will not send you e-mails or text messages any more. To change your mind, tell the person who looks after you.

## Two taps from a text message

surveys-quick-hint = Tap the answer that fits best.
surveys-quick-wanted = Tap one of these answers.
surveys-quick-none = Something else, or answer all the questions now
surveys-quick-thanks = Thank you. Your answer is kept.
surveys-quick-taken = You answered: { $answer }
surveys-quick-more = There are a few more questions. They take about three minutes, and you can stop and come back.
surveys-quick-go-on = Answer the other questions
surveys-quick-other = Not right? Tap another answer.
surveys-by-taps = in two taps from a text message

## Answers that were not the client’s

surveys-flag-disowned = Answers that came before were not the client’s. They are put by, and the survey is open again on the same link.
surveys-disown-ask = Not the client’s answers?
surveys-disown-hint = They stay in the history with your name. Nothing of them goes to the funder, and the client can answer on the same link.
surveys-disown = These were not the client’s answers
surveys-disown-nothing = The client has given no answers, so there is nothing to put by.
surveys-disown-reviewed = These answers were already submitted for checking. Submit a correction instead.
surveys-disown-changed = More answers came in since you opened this page. Look at them, then decide again.
surveys-disowned = Put by as not the client’s, by { $by }, { $at }
surveys-flag-returned = The survey was given back to the client { $at } by { $by }: { $reason }
surveys-flag-returned-now = The survey was given back to the client. What they sent before is kept.
surveys-answered-before = Sent before, { $at }
surveys-took = It took { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
surveys-since = was { $was } at { $point }
surveys-waits-for-reader = This review waits for its second reader. Ask them to send it back if something is to be changed.
surveys-waiting-since = Submitted { $at } by { $by }. It counts once a second person has read it.
surveys-own-work = You had a hand in this review, so somebody else has to read it.
surveys-nothing-to-read = Nothing waits for a second reader here: it was not submitted, or somebody has read it by now.
surveys-send-back-reason = Say what the adviser should put right.
surveys-read-title = Second reading
surveys-read-hint = Hold what the client said against what goes to the funder, and look at the reasons.
surveys-agree = Agree
surveys-send-back = Send back to the adviser
surveys-read-reason = What is to be put right
surveys-read-reason-hint = Needed only to send it back.
surveys-sent-back = { $by } sent this review back { $at }: { $reason }
surveys-agreed = Read by { $by } { $at }, who agreed.
surveys-ask-reader = Have a colleague read it before it counts
surveys-return = Give back to the client
surveys-return-title = Give the survey back to the client
surveys-return-hint = What they sent stays as they sent it. The survey opens again with the answers in it, by the old link and by a new one.
surveys-return-reason = What they should look at
surveys-return-reason-hint = The client reads this in the survey. The message itself says only that there is something to look at.
surveys-return-reason-wanted = Say what the client should look at again.
surveys-return-channel = How they are told
surveys-return-by-email = By e-mail
surveys-return-by-sms = By text message
surveys-return-by-link = I hand over the link myself
surveys-return-channel-wanted = Choose email, sms or link.
surveys-return-reviewed = This review is submitted, so the survey cannot go back. Submit a correction instead, or ask the second reader to send the review back.
surveys-return-nothing = The client has sent nothing that could go back to them.
surveys-return-asks = { $agency } asks you to look at your answers once more:
surveys-return-subject = Please look at your answers once more
surveys-return-email = Hello { $name },

    Thank you for your answers. There is something to look at once more. Your answers are still there; it takes a minute or two:

    { $link }

    To stop these messages, open the link and choose "Stop messages", or tell us.

    { $adviser }
    { $agency }
surveys-return-sms = { $agency }: Hi { $name }, please look at your answers once more. Answer or stop messages here: { $link }
surveys-kept = Saved as typed { $at }. Only you see it until you save or submit.
surveys-kept-failed = Not saved: no answer from the server. It is tried again by itself; do not close this page.
surveys-kept-signed-out = Not saved: you are signed out. Everything up to the last “saved” is kept; sign in again to go on.
surveys-restored = What you had typed by { $at } is here again. It is not saved yet, and only you see it.
surveys-throw-away = Throw it away
surveys-others-draft = { $name } has an unfinished draft here since { $at }. What it says is theirs until they save it.
surveys-take-over = Take it over
surveys-take-over-gone = There is no unfinished draft any more: they saved it or threw it away.
surveys-take-over-own = You have typed something here yourself. Save it or throw it away first.
surveys-merge-title = Changed by two people
surveys-merge-hint = Somebody saved other answers while you were writing. Choose for each; where you want neither, write it anew in the table below.
surveys-merge-choose = What counts
surveys-merge-theirs = There now
surveys-merge-mine = What I wrote
surveys-merge-edit = Written anew below
surveys-file-elsewhere = File { $number }, sent from another device
surveys-file-remove = Remove
surveys-file-add = Add this file
surveys-files-kept = Files that were added
surveys-files-full = You have added as many files as there is room for. Remove one to add another.
surveys-files-too-often = Many files came by this link. Try again in { $minutes } minutes, or go on without.
surveys-files-sent = Files sent with the answers
