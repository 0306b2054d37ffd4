reconciliations-title = Reconcile with the funder
reconciliations-bring = Bring the funder’s extract
reconciliations-what = A CSV from the funder’s system is laid beside what was submitted, row by row. Nothing changes until you take the funder’s version of a section.
reconciliations-pack = Programme
reconciliations-pack-wanted = Choose a programme whose pack says how its extract is read.
reconciliations-due-from = Checkpoints due from
reconciliations-due-until = Checkpoints due until
reconciliations-due-hint = If the extract covers a period only. What lies outside is not missed.
reconciliations-file = Extract
reconciliations-file-hint = A CSV with a heading, 100,000 rows and { $size } at most. Its separator and its encoding are told from it.
reconciliations-busy = Several extracts are being compared at this moment. Bring yours again in a minute.
reconciliations-file-wanted = Choose the extract: a CSV from the funder’s system.
reconciliations-too-large = The file is larger than { $size }. Bring the extract of a shorter period.
reconciliations-compare = Compare
reconciliations-none-yet = Nothing can be compared yet
reconciliations-none-why = Something of a programme whose pack describes the funder’s extract has to be submitted first.
reconciliations-list = Extracts that were compared
reconciliations-rows = Rows
reconciliations-made = Compared
reconciliations-encoding = Encoding
reconciliations-facts = The extract

reconciliations-kind-differs = Differ
reconciliations-kind-only-theirs = Only theirs
reconciliations-kind-twice = Theirs twice
reconciliations-kind-only-ours = Only ours
reconciliations-kind-agrees = Agree
reconciliations-what-differs = Both have it, and something is not the same. Take the funder’s version of a section, or ask the funder to correct theirs.
reconciliations-what-only-theirs = The funder has it and nothing of ours has the same reference and checkpoint.
reconciliations-what-twice = The funder has it more than once; the row that is most like ours stands under another tab.
reconciliations-what-only-ours = It was submitted, and the extract does not have it.
reconciliations-what-agrees = Both say the same.
reconciliations-no-lines = No row.
reconciliations-line = Line { $line }
reconciliations-field = Field
reconciliations-ours = Ours
reconciliations-theirs = The funder’s
reconciliations-take = Take the funder’s version
reconciliations-taken = The funder’s version was taken by { $by }, { $at }.
reconciliations-nothing-to-take = This section differs in nothing.
reconciliations-not-standing = This submission was taken out or replaced by a later one. Bring a new extract.
reconciliations-taken-later = This section was taken from a later extract already. Bring a new extract.
reconciliations-done-taken = The funder’s version stands now. What was sent stays in the history.

reconciliations-wrong-empty = The file is empty. Bring a CSV with a heading and a row for each submission.
reconciliations-wrong-no-text = This is no CSV: a workbook or another file. Save the table as “CSV UTF-8” and bring that.
reconciliations-wrong-no-rows = There is a heading, and no row below it. Bring an extract that holds something.
reconciliations-wrong-open-quote = The quotation mark that opens in line { $line } is never closed. Close it, or have the extract made again.
reconciliations-wrong-columns = The heading has more than { $most } columns. Bring the funder’s own extract.
reconciliations-wrong-no-column = { $missing }: missing from the heading, and needed to tell which submission a row is about. The heading has: { $has }.
reconciliations-wrong-nothing = None of the columns beside those that tell the submission can be compared. Columns that can: { $known }.
reconciliations-wrong-twice = The heading has the column { $column } twice. Keep the one that counts.
reconciliations-wrong-ragged = The heading has { $wanted } columns, and other rows have another number of values: line { $lines }{ $more ->
    [0] .
   *[other] {" "}and { $more } more.
} A separator or a quotation mark is missing there.
reconciliations-wrong-too-long = A value in line { $line } is longer than { $most } characters. A quotation mark may be missing before it.
reconciliations-wrong-rows = The extract has more than { $most } rows. Bring the extract of a shorter period.
