import BantamDiagnostics

let settingExplanations: [Explanation] = [
  Explanation(
    "BT0210", "unknown edition", text: "The edition names the version of the language. There is one so far.",
    wrong: "edition 2", right: "edition 1"),
  Explanation(
    "BT0211", "unknown time zone",
    text: """
      Days are those of the rule set's zone. Zones have the names of the IANA database: a region and a city, such as \
      `Europe/Berlin`, or `UTC`. Upper and lower case count.
      """,
    wrong: "settings { zone \"Berlin\" }", right: "settings { zone \"Europe/Berlin\" }"),
  Explanation(
    "BT0212", "a setting twice",
    text: "Settings hold for the whole rule set, so each may be set once, in one of its files.",
    wrong: "settings { currency EUR }\nsettings { currency CHF }", right: "settings { currency EUR }"),
  Explanation(
    "BT0213", "a list file that cannot be read",
    text: """
      The path of a list counts from the folder of the rule file that names it. The message gives the reason: there is no \
      such file, it may not be read, or it is no CSV file.
      """,
    wrong: "list rivals from \"rivals.csv\" column domain", right: "list rivals from \"domains.csv\" column domain"),
  Explanation(
    "BT0214", "a column the list file lacks",
    text: "The first line of the file names its columns; upper and lower case count. A name with blanks stands between "
      + "quotes.",
    wrong: "list rivals from \"domains.csv\" column domian", right: "list rivals from \"domains.csv\" column domain"),
  Explanation(
    "BT0215", "`today` before the run",
    text: """
      `today` is the day of the run's instant, so it cannot say what that instant is. The clock of the settings and of a \
      test, and what happened in a test, need dates that stay.
      """,
    wrong: "settings { as of today }", right: "settings { as of 2026-03-01 }"),
]
