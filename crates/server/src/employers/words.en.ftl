## Employers: whom one may ask about a job, and what they answer
employers-title = The employer
employers-change = Whom we may ask
employers-of = Whom we may ask at { $employer }
employers-none = Nobody may be asked: enter why one may, and whom.
employers-basis = Why we may ask
employers-basis-consent = The person allowed it
employers-basis-designation-order = A law or an order allows it
employers-basis-none = Nothing allows it: nobody is asked
employers-basis-hint = Without one of the first two nobody asks the employer, and links that are out end at once.
employers-basis-note = Where it is written
employers-basis-note-hint = Such as the form that the person signed, and its date.
employers-name = Whom to ask
employers-email = E-mail
employers-email-hint = A link with four questions goes there. It needs no account.
employers-phone = Telephone
employers-fax = Fax
employers-basis-wanted = Choose why the employer may be asked, or that nothing allows it.
employers-basis-note-wanted = Say where it is written that the employer may be asked.
employers-changed-meanwhile = Somebody changed this while you had it open. Look at how it stands now.
employers-no-basis = Nothing allows the employer to be asked. Enter the consent, or another basis, first.
employers-no-email = There is no e-mail address of the employer. Enter it, or go back and choose another way.
employers-no-fax = There is no fax number of the employer. Enter it, or go back and choose another way.
employers-no-phone = There is no telephone number of the employer. Enter it, or go back and choose another way.
employers-no-answer = asked, no answer yet
employers-still-works = Still works there.
employers-works-no-more = Does not work there any more.
employers-last-day-was = Does not work there any more; last day { $day }.
employers-hours-are = { $hours } hours in a usual week.
employers-by-link = by link, from the employer
employers-mail-subject = Four short questions about { $name }
employers-mail-body =
    Hello,

    { $agency } helps { $name } to keep their job, and may ask you whether they still work for you. Please answer four short questions by { $last }. It takes a minute and needs no account:

    { $link }

    { $adviser }
    { $agency }
employers-page-title = Four short questions
employers-intro = { $agency } helps { $name } to keep their job at { $employer }, and may ask you this. We use the answer to show that the job holds.
employers-question-still = Does { $name } still work for you?
employers-yes = Yes
employers-no = No
employers-question-last-day = If not: their last day
employers-question-last-day-hint = Leave it open where you do not know it.
employers-question-hours = If so: hours in a usual week
employers-question-by = Who are you?
employers-question-by-hint = Your name, and what you do there.
employers-last-day-wanted = Give a day from { $first }, when the job began, to today, { $today }.
employers-send = Send
employers-until = You can answer until { $day }.
employers-still-wanted = Say whether they still work for you.
employers-hours-wanted = Give whole hours from 1 to 100, or leave it open.
employers-by-wanted = Say who you are.
employers-form-old = This form was open for long. Please press Send once more.
employers-thanks = Thank you
employers-thanks-1 = Your answer arrived on { $day }.
employers-thanks-2 = You need not do anything else.
employers-thanks-3 = If something in it was wrong, call { $agency } at { $phone }.
employers-closed = This link does not work any more
employers-closed-1 = It has ended, or it was not copied whole.
employers-closed-2 = Whoever sent it to you can send another one.
employers-no-last-day = You say that they still work for you. Leave the last day empty, or answer No.
