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
