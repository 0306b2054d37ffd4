## Pages of programmes

## Setup
programmes-hint = Programmes that come with this version. Examples are marked: confirm them with your funder before you rely on them.
programmes-version = version { $version }
programmes-anchor-start = Counted from the first day of work.
programmes-anchor-exit = Counted from the exit from the programme.
programmes-anchor-service-end = Counted from the end of the service.
programmes-confirmed = confirmed
programmes-to-confirm = confirm with the funder
programmes-checkpoint = Checkpoint
programmes-due = Due after
programmes-opens = Opens before
programmes-closes = Closes after
programmes-facts = Facts, with their sources
programmes-no-source = no source named
programmes-source-as-of = { $source } ({ $as-of })
programmes-days = { $many ->
    [one] { $many } day
   *[other] { $many } days
}
programmes-weeks = { $many ->
    [one] { $many } week
   *[other] { $many } weeks
}
programmes-months = { $many ->
    [one] { $many } month
   *[other] { $many } months
}
programmes-quarter = end of quarter { $many } after

## Questionnaires in versions
programmes-questionnaires = Questionnaires
programmes-questionnaire = Questionnaire
programmes-length = Length
programmes-used-at = Asked at
programmes-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
programmes-versions = Versions
programmes-versions-hint = A version never changes. Each enrolment stays with the version that was in force when it began.
programmes-version-column = Version
programmes-from-column = Where it comes from
programmes-enrolments-column = Enrolments
programmes-out-column = Surveys out
programmes-in-force = for new enrolments
programmes-from-program = Comes with the program
programmes-from-own = Published by { $by } on { $when }, from version { $version }
programmes-shipped-differs = The program now brings version { $shipped } with another text than the one that yours began with. Your version { $own } stays in force. To take over what is new, begin a draft from the text of the program.
programmes-next = The next version
programmes-copy-what = To change questions, copy a version. The copy is a draft: nobody is asked by it until you publish it. Comments in the file are not copied.
programmes-copy-from = Begin with
programmes-base-own = version { $version }, published here
programmes-base-shipped = version { $version }, as it comes with the program
programmes-copy = Copy to change it
programmes-go-on = Go on with the draft
programmes-draft = Draft
programmes-draft-title = Draft of version { $version }
programmes-draft-said = A copy of version { $version }, last changed by { $by } on { $when }.
programmes-draft-hint = Every change is kept at once. A question that several questionnaires ask changes in all of them.
programmes-throw-away = Throw the draft away
programmes-throw-away-what = Everything changed in this draft is lost. Published versions stay.
programmes-done-thrown-away = The draft is thrown away.
programmes-done-published = Published. New enrolments follow this version from now on.
programmes-done-taken-out = Taken out. It stays in the bank below and can be put back.
programmes-done-added = Added.
programmes-done-saved = Saved.
programmes-changed-meanwhile = Somebody changed this draft meanwhile. Look at it again, then repeat what you wanted.
programmes-not-publishable = This draft cannot be published yet: put right what the check names.
programmes-not-there = This question is not there any more. Somebody took it out meanwhile.
programmes-asked-already = This questionnaire asks the question already.
programmes-id-taken = Another question has this id. Choose another one.
programmes-full = There is no more room: at most { $count } questions.

## The list of questions
programmes-new-question = New question
programmes-routes = Routes
programmes-try = Try it out
programmes-up = Move up: { $question }
programmes-down = Move down: { $question }
programmes-take-out = Take out: { $question }
programmes-bank = Put back from the bank
programmes-bank-hint = Questions of this programme that this questionnaire does not ask. What was taken out is kept here.
programmes-bank-empty = This questionnaire asks every question of the bank.
programmes-bank-question = Question
programmes-bank-after = Behind
programmes-bank-last = the last question
programmes-put-back = Put it back
programmes-always = Everybody is asked.
programmes-if = Asked if { $condition }.
programmes-also = { $count ->
    [one] also in { $count } other questionnaire
   *[other] also in { $count } other questionnaires
}
programmes-need-r = the client must answer
programmes-need-s = needed before submission
programmes-need-s-staff = staff only, needed before submission
programmes-need-o = may be left open
programmes-need-o-staff = staff only, may be left open
programmes-kind-single = one choice
programmes-kind-multi = several choices
programmes-kind-text = one line
programmes-kind-long-text = several lines
programmes-kind-number = number
programmes-kind-money = amount of money
programmes-kind-date = date
programmes-kind-scale = scale
programmes-kind-repeat = a few questions, several times
programmes-kind-declaration = declaration with a name
programmes-kind-contact = telephone and e-mail
programmes-kind-files = files
programmes-kind-noc = occupation code (NOC)
programmes-kind-outcome = outcome of the programme
programmes-kind-document-types = papers of the programme

## Conditions
programmes-and = and
programmes-or = or
programmes-yes = yes
programmes-no = no
programmes-prefer-not = “prefer not to say”
programmes-not-known = “I do not know”
programmes-condition-text = the condition “{ $text }” holds
programmes-clause-is = “{ $subject }” is { $value }
programmes-clause-is-not = “{ $subject }” is not { $value }
programmes-clause-one-of = “{ $subject }” is { $value }
programmes-clause-none-of = “{ $subject }” is none of { $value }
programmes-clause-answered = “{ $subject }” is answered
programmes-clause-unanswered = “{ $subject }” is not answered
programmes-clause-more-than = “{ $subject }” is more than { $value }
programmes-clause-less-than = “{ $subject }” is less than { $value }
programmes-clause-at-least = “{ $subject }” is at least { $value }
programmes-clause-at-most = “{ $subject }” is at most { $value }
programmes-verb-is = is
programmes-verb-is-not = is not
programmes-verb-one-of = is one of
programmes-verb-none-of = is none of
programmes-verb-answered = is answered
programmes-verb-unanswered = is not answered
programmes-verb-more-than = is more than, or after
programmes-verb-less-than = is less than, or before
programmes-verb-at-least = is at least, or from
programmes-verb-at-most = is at most, or up to
programmes-known-point = Checkpoint
programmes-known-due-on = Due date of the checkpoint
programmes-known-today = Today
programmes-known-job-started-on = First day of the job on file
programmes-known-job-on-file = A job is on file
programmes-known-release-on-file = A release for calling the employer is on file
programmes-known-on-assistance-at-intake = Social assistance on entry
programmes-known-by-staff = Staff fill it in
programmes-when-subject = Choose a question that comes before this one.
programmes-when-verb = This does not go with the question: choose another.
programmes-when-value = Choose or write with what it is compared: one for “is”, at least one for “is one of”.
programmes-when-day = Write a day as 2026-03-31.
programmes-when-code = Choose from the list of this question.
programmes-when-long = Write at most 120 characters.
programmes-when-many = At most 12 rows fit into one condition.
programmes-condition-wrong = This is not a condition: { $why }

## The check
programmes-check = Check
programmes-check-good = may be published
programmes-check-bad = { $count ->
    [one] { $count } to put right
   *[other] { $count } to put right
}
programmes-check-nothing = Every question can be reached, every way ends at the check, and both languages are there.
programmes-check-twice = Look at these twice
programmes-blank-en = The English text is missing.
programmes-blank-fr = The French text is missing.
programmes-warn-renamed = A choice read “{ $was }” and now reads “{ $now }”. If it means something else, make a new choice: old and new answers are counted together.
programmes-fault-empty = It asks nothing. Add a question.
programmes-fault-twice = The question is asked twice. Take one out.
programmes-fault-code = “{ $code }” is no code. Codes are small letters, digits and underscores, a letter first.
programmes-fault-reserved = The id “{ $name }” already means something else. Make a new question with another id.
programmes-fault-job = The text speaks of the job on file. Write the text for when that may not be shown.
programmes-fault-choices = At most { $count } choices fit.
programmes-fault-choice-twice = The choice “{ $code }” stands twice. Take one out.
programmes-fault-bounds = The limits cannot be met. The lower one lies below the upper one, and a scale has words for each step or none.
programmes-fault-unknown = Its condition names “{ $name }”, which this questionnaire does not ask. Put that question back or change the condition.
programmes-fault-later = Its condition names “{ $name }”, which is asked later. Move that question up or this one down.
programmes-fault-fails = The condition “{ $condition }” has no answer for some answers. Choose it from the lists.
programmes-fault-never = Nobody can reach it: no answers make its condition true. Change the condition or take the question out.
programmes-fault-unknown-choice = Something hangs on the choice “{ $code }”, which is not there any more. Put the choice back.
programmes-fault-code-gone = A condition waits for the choice “{ $code }”, which nobody can choose any more. Change the condition.
programmes-fault-nobody = Only staff see it, so the client cannot be the one who must answer.
programmes-fault-quick = It is answered by text message, alone and first. Put it back, with one choice as its kind, for every client.
programmes-fault-folded = The client must answer it, so it cannot stand in the part that opens on demand. Choose another screen.
programmes-fault-no-end = It never ends: every choice stops the survey, so nobody reaches the page where answers are sent. Add a choice that goes on.

## Publishing
programmes-publish = Publish
programmes-to-publish = Look and publish
programmes-publish-title = Publish { $version }
programmes-publish-number = Publish { $version }
programmes-effects = What happens
programmes-effect-new = New enrolments follow { $version } from now on.
programmes-effect-stay = { $count ->
    [one] { $count } enrolment stays with version { $version }.
   *[other] { $count } enrolments stay with version { $version }.
}
programmes-effect-out = { $count ->
    [one] { $count } survey that is out stays with version { $version } as it is.
   *[other] { $count } surveys that are out stay with version { $version } as they are.
}
programmes-altered = What is changed
programmes-altered-nothing = Nothing that clients or staff would see.
programmes-altered-added = New: “{ $question }”
programmes-altered-removed = Taken out: “{ $question }”
programmes-altered-reworded = Other words: “{ $question }”
programmes-altered-needed = Who must answer, or where it stands: “{ $question }”
programmes-altered-conditioned = Asked under other answers: “{ $question }”
programmes-altered-bounded = Other choices or limits: “{ $question }”
programmes-altered-reordered = The questions stand in another order.
programmes-altered-renamed = “{ $question }”: the choice “{ $was }” now reads “{ $now }”

## One question
programmes-question-new = A new question
programmes-text-en = Question in English
programmes-text-fr = Question in French
programmes-text-hint = { "{due_date}" } may stand in it, and the day is filled in.
programmes-hint-en = Hint in English
programmes-hint-fr = Hint in French
programmes-text-unknown-en = In English, where the job on file may not be shown
programmes-text-unknown-fr = In French, where the job on file may not be shown
programmes-unit-en = Unit in English
programmes-unit-fr = Unit in French
programmes-not-known-en = “I do not know” in English
programmes-not-known-fr = “I do not know” in French
programmes-not-known-hint = Written in both languages, it may be chosen instead of an answer.
programmes-text-wanted = Write the question, at least in one language. The check names the other one.
programmes-text-too-long = Write at most { $most } characters.
programmes-text-turns = There are signs in it that nobody can see, such as turned writing. Type the text anew.
programmes-placeholder-unknown = Nobody fills in { $name }. There are { "{due_date}" }, { "{job_title}" }, { "{employer}" } and { "{start}" }.
programmes-id = Id
programmes-id-hint = The name of its answer in exports. Left empty, it is made from the English text. It never changes.
programmes-id-wrong = Small letters, digits and underscores, a letter first, at most 40.
programmes-id-reserved = This name already means something else. Choose another one.
programmes-kind = Kind of answer
programmes-kind-choose = Go on
programmes-kind-hint = The kind stays. For another kind make a new question: answers already given would mean something else.
programmes-choices = Choices
programmes-scale-words = Words of the steps
programmes-choices-hint = A code is kept for each choice; rewording keeps it, a new choice gets a new one.
programmes-choice-en = Choice { $row } in English
programmes-choice-fr = Choice { $row } in French
programmes-choice-code = code { $code }
programmes-choice-alone = Choice { $row } excludes the others
programmes-choice-up = Move choice { $row } up
programmes-choice-down = Move choice { $row } down
programmes-choice-remove = Take choice { $row } out
programmes-choice-add = Add a choice
programmes-choice-wanted = Write the choice, at least in one language, or take it out.
programmes-choices-wanted = Add at least one choice.
programmes-limits = Limits
programmes-length-max = Characters, at most
programmes-note-max = Characters of a note beside the choices; empty for none
programmes-min = Least
programmes-max = Most
programmes-step = In steps of
programmes-earliest = Not before
programmes-latest = Not after
programmes-bound-none = no limit
programmes-bound-today = today
programmes-bound-due = the due date
programmes-bound-job-start = the first day of the job on file
programmes-from = First step
programmes-to = Last step
programmes-times = Times, at most
programmes-files = Files, at most
programmes-whole-wanted = Write a whole number from { $least } to { $most }.
programmes-number-wanted = Write a number, such as 20 or 37.5.
programmes-bounds-wrong = This must be more than the least.
programmes-inner = The questions of one block
programmes-inner-en = Question { $row } in English
programmes-inner-fr = Question { $row } in French
programmes-who = Who must answer
programmes-who-r = The client must, and staff before submission
programmes-who-s = Staff must, before submission
programmes-who-o = Nobody must
programmes-need-wanted = Choose who must answer.
programmes-staff = Only staff see it
programmes-prefer-not-tick = “Prefer not to say” may be chosen
programmes-screen = Screen
programmes-screen-usual = as usual for its kind and need
programmes-screen-own = a page of its own
programmes-screen-last = the open part of the last page
programmes-screen-more = the part of the last page that opens on demand
programmes-screen-check = where answers are checked and sent
programmes-screen-shared = together with: { $name }
programmes-screen-wrong = Choose a screen from the list.
programmes-when = Under which answers it is asked
programmes-when-hint = Without a row everybody is asked.
programmes-when-joined = How the rows are joined
programmes-when-all = all of them hold
programmes-when-any = at least one holds
programmes-when-row = Row { $row }
programmes-when-question = Question or fact
programmes-when-how = How
programmes-when-what = What
programmes-when-add = Add a row
programmes-when-look = Show what can be chosen
programmes-when-remove = Take row { $row } out
programmes-when-as-text = Write it as text
programmes-when-as-rows = Choose it from lists
programmes-when-text = Condition as text (CEL)
programmes-when-text-hint = It says more than rows can, or somebody chose to write it. docs/packs.md names what may stand in it.
programmes-more = More
programmes-required-when = It must be answered only if (CEL)
programmes-raises-when = It makes a task if (CEL)
programmes-column = The funder’s name for it
programmes-also-in = Also asked in: { $names }. What you change here changes there too, except who must answer and the screen.
programmes-save-question = Save
programmes-add-question = Add the question
programmes-conflict-title = Somebody else changed this question
programmes-conflict-what = { $by } saved it while you were writing. Both texts stand here; nothing is lost. Save yours over theirs, or keep theirs.
programmes-conflict-field = Field
programmes-conflict-theirs = What stands there now
programmes-conflict-yours = What you wrote
programmes-conflict-save = Save mine
programmes-conflict-keep = Keep theirs

## Trying out and routes
programmes-trial-title = Try it out: { $title }
programmes-trial-what = The questionnaire as a client meets it. Nothing is kept.
programmes-trial-facts = Example
programmes-trial-language = Language
programmes-trial-point = Checkpoint
programmes-trial-job = A job is on file
programmes-trial-gate = The client showed their year of birth
programmes-trial-gate-hint = Without it nothing that we know is shown.
programmes-trial-begin = Begin
programmes-trial-bar = Try-out: nothing is kept.
programmes-trial-leave = Back to the draft
programmes-trial-again = Begin again
programmes-trial-end = Here the client would have sent the answers.
programmes-trial-ended = Here the survey ends at once.
programmes-trial-employer = Example Bakery
programmes-trial-job-title = Baker
programmes-trial-empty = There is nothing to ask the client yet.
programmes-routes-title = Routes: { $title }
programmes-routes-what = Which questions somebody meets, by what they chose at one question.
programmes-routes-by = By the answers to
programmes-routes-show = Show
programmes-routes-question = Question
programmes-routes-always = always
programmes-routes-sometimes = by other answers as well
programmes-routes-never = never
programmes-routes-none = No question has choices, so everybody is asked the same.
