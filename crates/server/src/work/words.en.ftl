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
