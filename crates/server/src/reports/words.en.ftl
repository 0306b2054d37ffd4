## Reports

reports-feedback = Feedback
reports-feedback-told = What clients say, over a period: who answers by which channel, the answers to each question as a chart with its table, and comments to read. Nobody is named, and small groups are left out.
reports-open = Open feedback
reports-lists = Lists as files
reports-lists-told = People and checkpoints can be downloaded as CSV or XLSX from their lists: what the filter matches, up to 100,000 rows. Each file is recorded.
reports-file-csv = Download CSV
reports-file-xlsx = Download XLSX
reports-list-people = People
reports-list-checkpoints = Checkpoints
reports-list-cut = There are more rows. A file holds at most { $most }; narrow the list and download again.

## Filter

reports-filter = What the report is about
reports-show = Show
reports-period = Period
reports-period-this-month = This month
reports-period-three-months = Last 3 months
reports-period-fiscal-year = This fiscal year
reports-period-all = All
reports-from = From
reports-until = Until
reports-from-until = { $from } to { $until }
reports-all-until = everything to { $until }
reports-programme = Programme
reports-any-programme = All programmes
reports-office = Office
reports-any-office = All offices
reports-channel = Channel
reports-all-channels = All channels
reports-point = Checkpoint
reports-any-point = All checkpoints
reports-told = Answers
reports-told-said = What clients said
reports-told-reviewed = As reviewed
reports-wrong-day = Write a day as 2026-03-31.
reports-backwards = The last day should be { $from } or later.
reports-not-yet = The first day should be { $today } or earlier: later there is nothing to report yet.
reports-wrong-choice = Choose one of these: { $known }.

## How it is counted

reports-how = How this is counted
reports-how-asked = A checkpoint counts as asked once, on the day on which its first message left or was handed over. The rates are of checkpoints asked in the period, whenever the answer came. An answer that staff took down without any message counts as asked on that day.
reports-how-credit = Each checkpoint counts in one channel. An answer belongs to the channel of the link by which the person came, or to the telephone, paper or desk where staff took it down. Where the link is no longer known, or nobody answered, it belongs to the last message.
reports-how-outcomes = Answered means sent, or taken down and submitted. Begun means some answers were kept and not sent. Not reached means that every message was refused, given up, or its fate is unknown. Days are counted from the first message to the answer; the median is the middle one.
reports-how-answers = The questions count responses that were given in the period. A person with two checkpoints answers twice. Shares are of those who answered the question.
reports-how-small = What fewer than 5 people said is not shown. Neither is a neighbour, where the total would give it away. Ranges of numbers with few people stand together, quartiles need 20 answers, and comments need 5 people who wrote one. Files leave out the same.
reports-how-differences = Two reports that differ in one narrow filter can still be compared. Each opening is recorded with its filter.

## Figures

reports-who-answers = Who answers
reports-what-they-say = What they say
reports-rates = Response rate by channel
reports-asked = Asked
reports-rate-column = Rate
reports-days = Median days
reports-rate = { $percent } ({ $count } of { $all })
reports-way-email = E-mail
reports-way-sms = Text message
reports-way-link = Link handed over
reports-way-print = Print
reports-way-phone = Telephone
reports-way-in-person = In person
reports-outcome-answered = Answered
reports-outcome-refused = Refused
reports-outcome-partial = Begun
reports-outcome-unreached = Not reached
reports-outcome-waiting = No answer yet
reports-one-channel = Fewer than 5 people were asked by one of the channels, so the channels are not told apart.
reports-shared = { $count } ({ $percent })
reports-percent = { $hundredths }%
reports-pair = { $said }: { $figure }
reports-hidden = not shown
reports-responses = { $count ->
    [one] One response was given in this period.
   *[other] { $count } responses were given in this period.
}
reports-responses-given = Responses given
reports-answers = { $count ->
    [one] One answer
   *[other] { $count } answers
}
reports-answers-several = { $count ->
    [one] One answer, several choices possible
   *[other] { $count } answers, several choices possible
}
reports-comments = { $count ->
    [one] One comment, the newest first
   *[other] { $count } comments, the newest first
}
reports-read-all = { $count ->
    [one] Read the comment
   *[other] Read all { $count } comments
}
reports-too-few = Fewer than { $least } people: not shown.
reports-cut = There is more than { $most } in this period, and only so much is counted. Choose a shorter period.
reports-apart = Counted apart, since its choices differ: { $of }
reports-prefer-not = Prefers not to say
reports-median = The middle answer is { $median }.
reports-quartiles = Half of the answers lie between { $lower } and { $upper }.
reports-range = { $from } to under { $until }
reports-range-column = Range
reports-as-table = As a table
reports-answer = Answer
reports-count = Count
reports-share = Share
reports-gap-due-date = the day of the checkpoint
reports-gap-job-title = the job
reports-gap-employer = the employer
reports-gap-start = its first day
reports-none = Nobody answered in this period
reports-none-hint = Answers appear here once clients have sent their surveys. Choose a longer period, or fewer filters.

## Comments

reports-comments-title = Comments
reports-search = Search in these comments
reports-find = Search
reports-found = { $count ->
    [0] No comment holds these words.
    [one] One comment, the newest first.
   *[other] { $count } comments, the newest first.
}
reports-open-file = Open the file

## Files

reports-about = About
reports-value = Value
reports-part = Part
reports-question = Question
reports-versions = Questionnaires
reports-comment = Comment
reports-on = Given on
reports-answers-sheet = Answers
reports-comments-sheet = Comments
reports-median-name = Median
reports-lower-name = Lower quartile
reports-upper-name = Upper quartile
reports-blank-cells = Empty figures
reports-how-small-file = Fewer than { $least } people, or a neighbour that would give such a figure away
reports-column-name = Name
reports-column-job = Job
reports-column-employer = Employer
reports-column-checkpoints = Checkpoints
reports-column-checkpoint = Checkpoint
reports-column-state = State
reports-column-due-on = Due on
reports-column-days-over = Days over
reports-column-opens-on = Opens on
reports-column-closes-on = Closes on
reports-column-next = Next
reports-column-programme = Programme
reports-column-owner = Looked after by
reports-column-office = Office
reports-column-person-id = Person ID
reports-column-checkpoint-id = Checkpoint ID
