## Frame

page-product = Cairn
page-skip = Skip to the page
page-main-nav = Main
page-menu = Menu
page-search = Search
page-search-label = Search people, jobs and documents
page-sign-out = Sign out
page-waiting = { $count ->
    [one] { $count } waiting
   *[other] { $count } waiting
}
page-title-of = { $title } · { $place }
page-title-wrong = Error: { $title }
page-crumb = Where you are
page-nav-my-day = My day
page-nav-people = People
page-nav-checkpoints = Checkpoints
page-nav-diary = Diary
page-nav-claims = Claims
page-nav-submissions = Submissions
page-nav-reports = Reports
page-nav-setup = Setup
page-nav-outbox = Outbox
page-training = This is a training system: nothing leaves it. Its clock shows { $clock }.
page-training-clock = Move the clock
page-saying = One stone for every point reached, and a next step for every person.
page-about = About Cairn
page-tabs = Parts of this page
page-stones-of = Checkpoints of this job

## Fields

field-optional = (optional)
field-day = Day
field-month = Month
field-year = Year
field-amount = Amount
field-period = How often
field-choose = Choose
field-date-hint = For example 27 3 2025
problems-title = { $count ->
    [one] One thing to put right
   *[other] { $count } things to put right
}

## Acts that stand on many pages

act-close = Close
act-cancel = Cancel
act-back = Back
act-continue = Continue
act-change = Change
act-save = Save
act-print = Print
act-copy = Copy
act-copied = Copied
act-why = Why?
act-confirm = Yes, do it
act-choose = Choose { $name }

## Lists

page-files = Download what this list matches, up to 100,000 rows:
page-file-csv = CSV
page-file-xlsx = XLSX
pager-label = Pages
pager-older = Next
pager-newer = Previous
pager-shown = { $from } to { $to } of { $total }
pager-shown-open = { $from } to { $to }
confirm-what = What
confirm-now = Now
confirm-then = Then
confirm-unchanged = stays as it is

## Stones

stone-scheduled = scheduled
stone-open = window open
stone-asked = asked, waiting
stone-answered = answered, to review
stone-reviewed = reviewed, to be checked
stone-achieved = achieved
stone-submitted = sent to the funder
stone-confirmed = accepted by the funder
stone-missed = missed
stone-waived = waived
stone-stopped = stopped
stone-overdue = { $state }, overdue
stone-named = { $name }: { $state }

## Keys

keys-title = Keys
keys-hint = Every key has a button or a link on the page.
keys-search = search
keys-down = next in the list
keys-up = previous in the list
keys-enter = open
keys-move = move
keys-choose = tick the row
keys-act = go to the row’s button
keys-leave = leave the search, close a dialog
keys-all = All keys
keys-switch = Switch keys off
keys-help = this list
keys-off = Keys are switched off.

## Failures

failure-reference = If you tell us about it, give this number: { $reference }
failure-home = Go to my day
failure-sign-in = Sign in
failure-back = Go back
failure-try-again = Try again
failure-not-found-title = There is nothing at this address
failure-not-found =
    It may have moved, or it belongs to an office that is not yours. Look for the person by name.
failure-forbidden-title = Your role does not include this
failure-forbidden = Somebody else does this. Ask your team leader or an administrator.
failure-not-your-right = Who can do it: { $roles }.
failure-conflict-title = Somebody changed this while you were writing
failure-conflict =
    Open the page again: you will see what changed, and can put your own change on top of it.
failure-settled-title = This cannot be done as things stand
failure-fault-title = Something went wrong on our side
failure-fault = Nothing was saved. Try again in a minute; what you did was right.
failure-too-large-title = That is larger than we can take
failure-too-large = A file may have at most { $size }. A photograph of one page is usually enough.
failure-too-often-title = That was too often in a short time
failure-too-often = Wait a few minutes, then try again.
failure-expired-title = This page was open for too long
failure-expired = Open it again and send it once more; then it will be accepted.
failure-sign-in-title = Sign in first
failure-sign-in-first = Sign in, or give a token that is valid; then it can be done.
failure-again = You were signed out meanwhile. Sign in beside this page, then send it again: nothing of what you typed is lost.
failure-sign-in-beside = Sign in beside this page
failure-send-again = Send again
failure-reason-title = Say why you open this file
failure-reason =
    It is not of your caseload. It opens once a reason is given: programs add access_reason=… to the
    address.
failure-malformed-title = That could not be read
failure-malformed = The address or what was sent does not have the form that is expected here.
failure-wrong-kind-title = That kind of content is not taken here
failure-wrong-kind = Send it as { $wanted }.
failure-refused-title = Something is to be put right
failure-refused = What was given does not fit; see what is said of each field.
failure-missing-title = Something is missing first
failure-missing = Put right what is missing, then do it again.
failure-read-only-title = Nothing can be saved just now
failure-read-only = You can read; saving works again once the operator has made the database writable.
failure-store-away-title = The documents cannot be reached
failure-store-away = The store of the documents does not answer. Nothing was half-stored: send the file again, or open it again, in a few minutes.
failure-disk-full-title = The disk is full
failure-disk-full =
    You can read lists; saving, and opening a file, works again once the operator has made room.
failure-busy-title = Too much is going on just now
failure-busy = Nothing was saved. Try again in a few seconds.
failure-method-title = That cannot be done at this address
failure-method = Go back, open the page again and use its buttons.
failure-link-title = This link no longer works
failure-link = It may have ended or been used. Ask the office that sent it for a new one.

## Dates, times and numbers

date-with-year = { $weekday } { $day } { $month } { $year }
date-in-year = { $weekday } { $day } { $month }
days-today = today
days-tomorrow = tomorrow
days-yesterday = yesterday
days-ahead = { $days ->
    [one] in { $days } day
   *[other] in { $days } days
}
days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
days-count = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
days-and-date = { $far }, { $date }
time-of-day = { $hour }:{ $minute }
moment-at = { $day } at { $time }
size-kilobytes = { $size } KB
size-megabytes = { $size } MB
list-end = { $first } and { $last }
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
weekday-long-1 = Monday
weekday-long-2 = Tuesday
weekday-long-3 = Wednesday
weekday-long-4 = Thursday
weekday-long-5 = Friday
weekday-long-6 = Saturday
weekday-long-7 = Sunday
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
month-long-1 = January
month-long-2 = February
month-long-3 = March
month-long-4 = April
month-long-5 = May
month-long-6 = June
month-long-7 = July
month-long-8 = August
month-long-9 = September
month-long-10 = October
month-long-11 = November
month-long-12 = December
keys-name-enter = Enter
keys-name-back = Backspace
keys-answer = give that answer
keys-go-on = go on
keys-back = one step back
keys-map = open or close the map
date-today = today
date-since = { $when }, { $age }
