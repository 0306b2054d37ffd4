
# Problems with what was given
people-changed-meanwhile = Somebody changed this after you opened it. Look at what it says now, then enter your change again.
people-date-in-future = Give a day up to today, { $today }.
people-text-empty = Write at least one character.
people-text-too-long = Write at most { $most } characters.
people-text-unprintable = Use letters, digits and ordinary signs on one line.
people-language-wanted = Choose en (English) or fr (French).
people-year-wanted = Give a year of four digits from 1900 to { $latest }.
people-zone-wanted = Give a time zone by its IANA name, such as America/Toronto.
people-phone-wanted = Give a telephone number with its area code, such as 416 555 0123 or +1 416 555 0123.
people-email-wanted = Give an e-mail address such as name@example.org.
people-points-max = Give at most { $most }.

## Names and parts of a person’s pages
people-tab-summary = Summary
people-tab-checkpoints = Checkpoints
people-tab-timeline = Timeline
people-job = { $title }, { $employer }
people-in-work = in work, day { $days }
people-job-ended = job ended { $on }
people-no-job = no job recorded
people-programme = { $title }, version { $version }
people-next = Next for { $name }: { $next }
people-local-time = { $time } where they are
people-call = Call
people-ask = Ask
people-place = Place into Outcomes
people-standing-died = Died on { $on }. Nothing more is sent or asked.
people-standing-withdrawn = Withdrew on { $on }. Follow-up has stopped.
people-standing-no-contact = Asked on { $on } not to be contacted. No message is sent.
people-standing-reason = { $said } Reason: { $reason }

## The list
people-whose = Whose people
people-enter = Enter a person
people-column-name = Name
people-column-job = Job
people-column-stones = Checkpoints
people-column-state = Now
people-column-owner = Adviser
people-none = Nobody is here yet
people-none-hint = People you enter stand here, with their job and their checkpoints.
people-none-found = Nobody has that name or reference
people-none-found-hint = Try part of the name, without accents if you like; people of other offices are not shown.

## Fields
people-given-name = Given name
people-family-name = Family name
people-language = Language
people-language-en = English
people-language-fr = French
people-phone = Telephone
people-phone-more = Another telephone
people-email = E-mail
people-email-more = Another e-mail
people-year-of-birth = Year of birth
people-year-hint = Asked again at the door of a survey, so that only this person sees it.
people-reference = Reference
people-reference-hint = Your own number for this person.
people-time-zone = Time zone
people-time-zone-hint = Messages arrive by day where the person lives.
people-consent-email = May we e-mail them about follow-up?
people-consent-email-hint = Wording: “You may send me short surveys about my job by e-mail. I can stop them at any time.”
people-consent-sms = May we text them about follow-up?
people-consent-sms-hint = Wording: “You may send me short surveys about my job by text message. I can stop them at any time.”
people-consent-yes = Yes, they agreed
people-consent-no = No
people-consent-stop = No, stop messages
people-consent-unsaid = Not asked
people-consent-unsaid-hint = covered by the programme’s notice of collection where it says so; otherwise nothing is sent.
people-consent-meaning = { $choice }: { $meaning }
people-consent-as-is = Leave as it is
people-consent-given = agreed to messages
people-consent-by-notice = covered by the programme’s notice
people-consent-not-given = not agreed: nothing is sent
people-consent-withdrawn = stopped messages
people-enter-now = Enter
people-enter-anyway = Enter all the same
people-alike = This person may be here already
people-alike-hint = The same name or telephone number. Open the file to look; if it is somebody else, enter all the same.
people-day-wanted = Give a day as year, month and day, such as 2025-09-30.
people-reason-wanted = Write a reason: it stays with the record.
people-standing-wanted = Choose what to record.

## Summary
people-jobs = Jobs
people-no-jobs = No job yet. Place the person into Outcomes once a job has begun: that makes the checkpoints.
people-ended = ended
people-programmes = Programmes
people-no-programmes = In no programme yet; placing into Outcomes enrols.
people-stage = Stage
people-group = Group
people-referred-on = Referred
people-started-on = Started
people-service-ended-on = Service ended
people-exited-on = Exited
people-reach = Ways to reach them
people-no-points = No telephone and no e-mail: nothing can be sent.
people-known = What is known
people-owner = Adviser
people-office = Office
people-entered-on = Entered
people-edit = Edit
people-edit-of = Edit
people-standing = Withdrawal, death, no contact
people-both = What changed meanwhile
people-both-hint = Somebody saved other values after you opened this page. Yours are in the form below; saving puts them in their place.

## Standing
people-standing-of = Withdrawal, death or no contact
people-record = What happened
people-record-withdrawn = Withdrew from follow-up
people-record-withdrawn-hint = Stops every checkpoint that is not answered.
people-record-died = Died
people-record-died-hint = Stops everything; no letter or message leaves.
people-record-no-contact = Asked not to be contacted
people-record-no-contact-hint = Checkpoints stay; no message leaves, and staff may still record what they know.
people-record-nothing = None of these: it was recorded by mistake
people-record-nothing-hint = Takes back what is recorded; what was stopped by it opens again.
people-record-on = On which day
people-record-on-hint = For a withdrawal or a death; today at the latest.
people-record-reason = Reason, or who told you
people-record-now = Record
people-stops = What a withdrawal or a death stops
people-stops-none = Nothing: no checkpoint is open.
people-stops-these = These checkpoints stop:
people-stops-hint = What is answered or reviewed stays as it is. Taking it back opens them again.

## What was done
people-done-entered = Entered. Next: place them into Outcomes once a job has begun.
people-done-changed = Saved.
people-done-standing = Recorded. What had to stop has stopped.
people-done-placed = Placed into Outcomes: here are the checkpoints.
people-done-moved = The first day is corrected.
people-done-ended = The job’s end is recorded.
people-done-resumed = The job’s end is taken back.
people-done-terms = Hours and pay are recorded.
people-done-asked = Asked. The message stands under Messages, and What happens next says when the reminder follows.
people-done-saved = Draft saved. Nothing has gone to the funder.
people-done-disowned = The answers are put by, and the survey is open again on the same link.
people-done-reviewed = Submitted for checking.
people-done-called = The call is recorded. What happens next follows from it.
people-done-paper = What stands on the paper is kept as a draft. Nothing has gone to the funder.
people-done-checkpoint = Recorded. What happens next follows from it.
people-timeline-empty = Nothing was done yet.
people-did-client = the client
people-did-cairn = Cairn
