import BantamDiagnostics

let valueExplanations: [Explanation] = [
  Explanation(
    "BT0305", "another currency",
    text: "All amounts of a rule set are in the currency of its settings, EUR if they set none. Bantam knows no rates.",
    wrong: "segment rich { revenue > 1_000_000 USD }", right: "segment rich { revenue > 1_000_000 EUR }"),
  Explanation(
    "BT0306", "a currency on what is no money", text: "A currency stands behind amounts of `money` fields only.",
    wrong: "segment large { employees > 50 EUR }", right: "segment large { employees > 50 }"),
  Explanation(
    "BT0307", "too many decimal places",
    text: "Numbers and amounts are exact to four places behind the point; a finer one could not be compared exactly.",
    wrong: "segment rich { revenue > 0.12345 EUR }", right: "segment rich { revenue > 0.1234 EUR }"),
  Explanation(
    "BT0308", "a number too large", text: "Numbers and amounts reach to 900 trillion.",
    wrong: "segment rich { revenue > 1_000_000_000_000_000 EUR }", right: "segment rich { revenue > 1_000_000_000 EUR }"
  ),
  Explanation(
    "BT0330", "a point before three digits",
    text: "In some countries `50.000` is fifty thousand, in others fifty. Thousands are parted by `_`, or not at all.",
    wrong: "segment rich { revenue > 50.000 EUR }", right: "segment rich { revenue > 50_000 EUR }"),
  Explanation(
    "BT0309", "a division by zero",
    text: "A fixed divisor of 0 never has a result. Where a field is 0, the result is missing for that contact.",
    wrong: "segment rich { revenue / 0 > 5 EUR }", right: "segment rich { revenue / employees > 5 EUR }"),
  Explanation(
    "BT0310", "an empty range",
    text: "A range includes both ends, the smaller one first. One end may be left open, as in `50..`.",
    wrong: "segment middle { employees in 250..10 }", right: "segment middle { employees in 10..250 }"),
  Explanation(
    "BT0311", "an empty list", text: "Nothing is in an empty list, so the condition would hold for nobody.",
    wrong: "segment north { city in [] }", right: "segment north { city in [\"Kiel\"] }"),
  Explanation(
    "BT0312", "a pattern that cannot be used",
    text: """
      Patterns are a part of the usual regular expressions that takes the same time for every text: `.`, `[a-z]`, groups, \
      `|`, `*`, `+`, `?`, `{2,5}`, `^` and `$`. References back and look-ahead are not in it. A sign such as `.` or `(` is \
      meant itself with a `\\` before it.
      """,
    wrong: "segment doctors { job_title matches /(dr|prof/ }",
    right: "segment doctors { job_title matches /(dr|prof)/ }"),
  Explanation(
    "BT0313", "no place on earth",
    text: "A place is latitude and longitude in degrees. South and west are negative. Often the two are the wrong way "
      + "round.",
    wrong: "place sydney = 151.21, -33.87", right: "place sydney = -33.87, 151.21"),
  Explanation(
    "BT0314", "a unit that cannot be counted here",
    text: """
      Months and years have no fixed length, so where a fixed one is needed (points that halve, one activity after \
      another) days or weeks are counted. Hours are no unit of the calendar.
      """,
    wrong: "segment convinced { did \"demo\" within 1 month after \"webinar\" }",
    right: "segment convinced { did \"demo\" within 30 days after \"webinar\" }"),
  Explanation(
    "BT0317", "one column or two",
    text: "A location is read from two columns, latitude and longitude; all else from one.",
    wrong: "fields { branch : location from \"branch\" }",
    right: "fields { branch : location from \"branch_lat\", \"branch_lon\" }"),
  Explanation(
    "BT0319", "a number out of bounds", text: "The message says which numbers are possible here.",
    wrong: "score fit {\n    size weight 1 { 150 when employees >= 50 }\n}",
    right: "score fit {\n    size weight 1 { 100 when employees >= 50 }\n}"),
]
