## The form

paper-reference = Reference
paper-how = Tick the boxes that fit, or write on the lines, in ink. Leave open what you do not want to answer. An arrow beside a box shows where to go on; without one, go on with the next question.
paper-only = Only if { $parts }.
paper-and = { " " }and{ " " }
paper-or = { " " }or{ " " }
paper-quoted = “{ $answer }”
paper-chose = you ticked { $answers } at question { $number }
paper-did-not-choose = you did not tick { $answers } at question { $number }
paper-answered = you wrote an answer at question { $number }
paper-answered-or = you wrote an answer or ticked { $answers } at question { $number }
paper-if-it-applies = Only if it concerns you.
paper-go-to = → go to question { $number }
paper-go-to-end = → go to the end
paper-all-that-apply = Tick all that apply.
paper-day = day
paper-month = month
paper-year = year
paper-day-shape = DD/MM/YYYY
paper-filled-in-on = Filled in on
paper-back-to = Please send the form back to:
paper-thanks = Thank you. Keep the letter; only the form comes back.

## Typing it in

paper-title = { $name }: a form on paper
paper-type-in = Check that the reference on the paper is { $reference }, then type in what it says, in its order. What stands off the way is kept and set aside.
paper-received = Received on
paper-received-hint = The day on which the paper came in.
paper-received-wanted = Write the day on which the paper came in, such as 2026-03-31.
paper-received-later = The paper has come in today or before: write that day.
paper-off = off the way
paper-keep = Keep and go to the review
paper-stay = Keep and stay
paper-keep-hint = It is kept as a draft. Nothing is submitted from here.
