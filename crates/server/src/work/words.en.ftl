## Pages of work

## My day
work-group-overdue = Overdue
work-group-now = Now
work-group-closing = Closes within 7 days
work-group-waiting = Waiting for others
work-rest = { $queue }: all { $count }
work-none = Nothing waits for you
work-none-hint = When a checkpoint falls due or an answer arrives, it stands here with its next act.
work-to-upcoming = See what is coming
work-tour = Five things to try
work-tour-1 = Enter somebody who found work, then place them into Outcomes.
work-tour-1-link = Enter a person
work-tour-2 = Open a checkpoint: send the survey, or pin, waive or call it missed.
work-tour-2-link = Open one
work-tour-3 = Move the clock a month on and let the due work run.
work-tour-3-link = Move the clock
work-tour-4 = Read the messages that would have left, and answer one as the client.
work-tour-4-link = Open the outbox
work-tour-5 = See everything that waits, and why.
work-tour-5-link = Open checkpoints
work-group-to-read = To be read by a second person
work-desk = Team leader’s desk
work-desk-asked = Asked of you and your role
work-desk-none-asked = Nothing is asked.
work-desk-claims = Claims to countersign
work-desk-no-claims = No claim waits for a countersignature.
work-desk-calls = Calls that wait for your role
work-desk-no-calls = No call waits.
work-desk-team = The team
work-desk-who = Who
work-desk-role = Role
work-desk-overdue = Overdue in the diary
work-desk-hand = Hand over a caseload
work-desk-from = From
work-desk-to = To
work-desk-hand-now = Hand over
work-desk-choose = Choose a colleague of the office who looks after people.
work-desk-same = Choose somebody else: it is theirs already.
work-desk-look = See what moves
work-desk-nobody = This colleague looks after nobody.
work-holds = { $name }: { $people ->
    [one] { $people } person
   *[other] { $people } people
 }
work-moves = What moves
work-moves-hint = Tasks that wait for anybody of a role stay with that role.
work-open-tasks = Open tasks
work-open-entries = Open entries of the diary
work-handing-left = This is as much as moves at once. { $left ->
    [one] { $left } person stays
   *[other] { $left } people stay
 } until you hand over once more.
work-load = { $people ->
    [one] { $people } person
   *[other] { $people } people
 }, { $tasks ->
    [one] { $tasks } open task
   *[other] { $tasks } open tasks
 }, { $entries ->
    [one] { $entries } entry of the diary
   *[other] { $entries } entries of the diary
 }
work-handed = Handed over: { $load }.
work-handing-elsewhere = { $left ->
    [one] { $left } person stays: they are
   *[other] { $left } people stay: they are
  } of an office that whoever takes over does not see.
work-handed-left = Handed over: { $load }. { $left ->
    [one] { $left } person stays
   *[other] { $left } people stay
 } until you hand over once more.
work-handed-nobody = Nobody moved: they are handed over already.
work-group-calls = Calls to go on with
work-go-on = Go on
work-group-claims = Claims that wait for you
work-open = Open
work-group-mails = E-mails that were not taken
work-group-forms = Forms to complete
work-fill-in = Fill in
work-group-letters = Letters to post
work-post = Open it
