
# Problems with what was given
placements-programme-wanted = Choose a programme: { $known }.
placements-person-stopped = This person died or withdrew, so they cannot be placed. Take that back first if it is wrong.
placements-start-wanted = Give the first day of work as year, month and day, such as 2025-09-30.
placements-start-future = The first day of work cannot be after today, { $today }. Enter the job once it has begun.
placements-not-before = Give a day on or after { $first }.
placements-not-after = Give a day on or before { $last }, the last day worked.
placements-from-between = Give a day from { $first } to { $last }.
placements-hours-wanted = Give the hours a week: more than 0 and at most 100, in quarters of an hour.
placements-pay-wanted = Give the pay in whole cents, from 0 up.
placements-pay-period-wanted = Choose hour, week, two_weeks, month, year or per_job.
placements-pay-incomplete = Give the pay and the period it is for, or neither.
