
# Problems with what was given
people-changed-meanwhile = Somebody changed this after you opened it. Look at what it says now, then enter your change again.
people-date-in-future = Give a day up to today, { $today }.
people-text-empty = Write at least one character.
people-text-too-long = Write at most { $most } characters.
people-text-unprintable = Use letters, digits and ordinary signs on one line.
people-language-wanted = Choose en (English) or fr (French).
people-year-wanted = Give a year of four digits from 1900 to { $latest }.
people-zone-wanted = Give a time zone by its IANA name, such as America/Toronto.
people-phone-wanted = Give a telephone number with its area code, such as 416 555 0123 or +1 416 555 0123.
people-email-wanted = Give an e-mail address such as name@example.org.
people-points-max = Give at most { $most }.
