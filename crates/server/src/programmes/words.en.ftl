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
