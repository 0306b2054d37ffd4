## Flows: drawn procedures
flows-title = Flows
flows-name = Flow
flows-category = Category
flows-author = Author
flows-created = Drawn
flows-version-now = Version
flows-version = Version { $version }
flows-views = Looked at
flows-runs = Walked
flows-runs-of = { $runs ->
    [0] not walked
    [one] walked once
   *[other] walked { $runs } times
 }
flows-facts = About this flow
flows-versions = Versions
flows-no-versions = The version that comes with Cairn; nobody has walked it yet.
flows-published = published by { $by } on { $on }
flows-brought = comes with Cairn
flows-drawing = The flow, drawn
flows-drawn-here = { $flow }. You are here: { $step }
flows-passed = passed in this call
flows-start = the first step
flows-added = added: the source does not say it
flows-signs = What the signs mean
flows-kind-instruction = instruction
flows-kind-question = question
flows-kind-automatic = question that the record answers where it can
flows-kind-wait = wait: the call goes on from here later
flows-kind-end = end
flows-line = the way on, with the answer that leads there
flows-line-back = the way back to an earlier step
flows-steps = The steps in words
flows-then = Then
flows-woken = After the wait
flows-publish = Publish a version
flows-publish-now = Check and publish
flows-source = The flow as YAML
flows-source-hint = Give it the next version number. It is checked, its walks are gone through, and only then it is in force. Walks that are under way stay with their version.
flows-problems = What is wrong
flows-has-problems = The flow has problems. Nothing was published; they are listed below.
flows-too-long = The text is too long. A flow has at most 500 kB.
flows-other-code = The code in the text is another one than this flow’s. Keep the code.
flows-version-wanted = Version { $version } is in force. Give the text a higher version.
flows-published-already = This version was published already. Give the text a higher version.
flows-done-published = Published. Calls that begin from now on follow it.
flows-wanted-text = Write at most { $most } characters.
flows-text-unprintable = Use letters, digits, ordinary signs and line breaks.
flows-wanted-day = Write a day as year, month and day: 2026-03-31.
flows-wanted-days = Write at most { $most } days, each as year, month and day: 2026-03-31.
flows-wanted-yes = Answer with yes or no.
flows-wanted-choice = Choose from: { $known }.
flows-whole = The whole drawing at a glance
flows-to-start = Go to where it begins
flows-to-here = Go to where I am
