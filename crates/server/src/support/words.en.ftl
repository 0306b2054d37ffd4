## Support: how one keeps in touch while somebody works
support-how-often = How often we keep in touch
support-change = Change it
support-interval-usual = Every { $weeks ->
    [one] week
   *[other] { $weeks } weeks
 }: no assessment stands
support-interval-low = Low risk: every { $weeks ->
    [one] week
   *[other] { $weeks } weeks
 }
support-interval-medium = Medium risk: every { $weeks ->
    [one] week
   *[other] { $weeks } weeks
 }
support-interval-high = High risk: every { $weeks ->
    [one] week
   *[other] { $weeks } weeks
 }
support-risk-low = green
support-risk-medium = amber
support-risk-high = red
support-assessment = Sustainability risk assessment
support-no-assessment = Remove the assessment
support-removed = Removed
support-next-job = for the next job
support-call = Call about this job
support-job = Job
support-other-calls = Other calls
support-no-other-calls = No other call yet.
support-employers-asked = What employers were asked
support-from = From
support-weeks = Weeks between two calls
support-weeks-hint = Only where it is another number than the assessment says.
support-reason = Reason
support-by = By
support-round = { $attempts ->
    [0] No attempt in this round
    [one] { $attempts } attempt in this round
   *[other] { $attempts } attempts in this round
 }{ $cycle ->
    [0] { "" }
    [one] , after a round without contact
   *[other] , after { $cycle } rounds without contact
 }
support-agreed = In-work support
support-agree = Enter what was agreed
support-contact = Contact
support-booked = Booked
support-open = All of it
support-none-agreed = Nothing was agreed yet.
support-answer = What they said
support-accepted = Support was accepted
support-refused = Support was refused
support-on = On
support-needs = What is needed
support-need-travel = travel
support-need-childcare = childcare
support-need-health = health
support-need-skills = skills
support-need-money = money
support-need-workplace = the workplace
support-note = Note
support-notes = Notes
support-notes-none = No note yet.
support-dated-on = From when it holds
support-benefits = Benefit claim
support-none-checked = Nobody asked yet.
support-asked = Asked { $when }
support-could-not-say = could not say
support-claim-closed = still closed
support-claim-open = open again
support-frequency-title = Change how often we keep in touch
support-frequency-hint = One act: it stands in the assessment, in the diary and in the notes, and the next call moves with it.
support-frequency-press = Change it
support-agreement-title = What was agreed on support
support-agreement-hint = What was agreed before stays as it was.
support-agreement-press = Enter it
support-note-title = A dated note
support-note-hint = It stands on the summary and is never changed.
support-note-press = Write the note
support-change-said = Contact every { $weeks ->
    [one] week
   *[other] { $weeks } weeks
 } from { $from }
support-removed-said = Assessment removed from { $from }
support-with-reason = { $said }: { $reason }
support-weeks-wanted = Give a number of weeks from { $least } to { $most }.
support-too-far = Give a day within the next three months.
support-nothing-new = It says so already from that day on. Choose something else, or leave it.
support-nothing-stands = No assessment stands on that day, so there is none to remove.
support-note-wanted = Write the note.
support-answer-wanted = Say whether support was accepted.
support-risk-wanted = Choose a risk, or that the assessment is removed.
support-needs-wanted = Name up to { $most } needs, each a word of lower-case letters.
support-day-wanted = Give a day of the last ten years, or of the next year.
support-agreed-said = { $said }: { $needs }
