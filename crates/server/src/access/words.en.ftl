## Roles

access-role-adviser = adviser
access-role-team-leader = team leader
access-role-records-lead = records lead
access-role-claims-officer = claims officer
access-role-administrator = administrator
access-role-auditor = auditor

## Signing in

access-sign-in = Sign in
access-sign-in-to = Sign in to { $place }
access-email = E-mail
access-password = Password
access-email-missing = Your e-mail address is needed, like name@example.org
access-password-missing = Your password is needed
access-sign-in-wrong = { $left ->
    [0] That e-mail and password do not belong together. Check both; now we wait 15 minutes.
    [one] That e-mail and password do not belong together. Check both; after one more try we wait 15 minutes.
   *[other] That e-mail and password do not belong together. Check both; after { $left } more tries we wait 15 minutes.
}
access-sign-in-wait = { $minutes ->
    [one] There were too many tries. In one minute you can try again.
   *[other] There were too many tries. In { $minutes } minutes you can try again.
}
access-forgotten = Forgotten it? Your administrator can give you a new password.
access-cast = Sign in as
access-cast-hint = This is a training system. Everybody’s password is { $password }.
access-cast-as = { $role }
access-signed-out = You are signed out.

## One's own sessions

access-sessions = Where you are signed in
access-sessions-hint = End what you do not know, then tell your administrator.
access-session-browser = Browser
access-session-began = Signed in
access-session-seen = Last used
access-session-here = this one
access-session-other = another program
access-session-on = { $browser } on { $system }
access-session-end = Sign out there
access-session-end-named = Sign out of { $browser }, last used { $seen }
access-sessions-end = Sign out everywhere
access-session-ended = That one is signed out.
access-keys = Keys
access-keys-hint = Single keys such as j and k move in lists, and numbers answer in guided calls. Speech input may press them by mistake.
access-keys-off = Switch the keys off
access-keys-on = Switch the keys on
access-keys-are-off = The keys are off.
access-keys-are-on = The keys are on.

## The reason for opening a file

access-reason-title = Why do you open this file?
access-reason-hint = This person is not of your caseload. What you write here is kept with your name and the time.
access-reason = Reason
access-reason-example = For example: covering for a colleague who is ill
access-reason-missing = A reason is needed; a few words are enough
access-reason-long = A reason may have at most { $max } characters
access-reason-unprintable = A reason is one line of plain text
access-reason-open = Open the file
