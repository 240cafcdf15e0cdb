import BantamDiagnostics

/// The codes of this stage, explained. A test parses each example: the wrong one brings its code, the right one nothing.
public let syntaxExplanations: [Explanation] = [
  Explanation(
    "BT0101", "something else belongs here",
    text: """
      At this place the grammar wants something else than what is written. The message says what it wants and what it found; \
      where the end of a line was found, something is missing at its end.
      """,
    wrong: "segment north { city in [\"Kiel\", \"Lübeck\" }", right: "segment north { city in [\"Kiel\", \"Lübeck\"] }"),
  Explanation(
    "BT0102", "no declaration starts like this",
    text: """
      A file is a row of declarations, each starting with its word at the beginning of a line: `segment`, `score`, \
      `campaign` and so on. Conditions stand inside of a declaration.
      """,
    wrong: "segement north { city = \"Kiel\" }", right: "segment north { city = \"Kiel\" }"),
  Explanation(
    "BT0103", "`and` beside `or`",
    text: """
      Read aloud, `a and b or c` can mean two things. So that nobody has to know which comes first, the two words do not stand \
      side by side: parentheses, or a block, say what belongs together.
      """,
    wrong: "segment north { phone is known and city = \"Kiel\" or city = \"Lübeck\" }",
    right: "segment north { phone is known and (city = \"Kiel\" or city = \"Lübeck\") }"),
  Explanation(
    "BT0104", "a text or pattern without its end",
    text: """
      A text begins and ends with `"`, a pattern with `/`, both on one line. Often the mark is missing further left on the \
      line, so that a text ends where the next one should begin.
      """,
    wrong: "segment north { city = \"Kiel }", right: "segment north { city = \"Kiel\" }"),
  Explanation(
    "BT0105", "a character that is no sign of the language",
    text: """
      Word processors put typographic quotes, dashes and special blanks where plain ones belong. Between quotes every \
      character may stand, outside of them only letters, digits and the signs of the language.
      """,
    wrong: "segment north { city = „Kiel“ }", right: "segment north { city = \"Kiel\" }"),
  Explanation(
    "BT0106", "a brace that is never closed",
    text: """
      Each `{` needs its `}`. Which one is missing is guessed from the indentation, so that one forgotten brace is one \
      message and the rest of the file is read as it was meant.
      """,
    wrong: "segment north {\n    city = \"Kiel\"\n\nsegment big { employees > 50 }",
    right: "segment north {\n    city = \"Kiel\"\n}\n\nsegment big { employees > 50 }"),
  Explanation(
    "BT0107", "a bracket that closes nothing", text: "There is no opening bracket for this closing one.",
    wrong: "segment north { city = \"Kiel\" } }", right: "segment north { city = \"Kiel\" }"),
  Explanation(
    "BT0108", "nested too deep",
    text: """
      Blocks, parentheses and `not` may stand 64 deep inside each other, which is far more than a reader can follow. Give inner \
      parts a name with `define` or make them segments of their own.
      """,
    wrong: "segment odd { " + String(repeating: "not ", count: 65) + "phone is known }",
    right: "segment odd { not phone is known }"),
  Explanation(
    "BT0109", "not how a number is written",
    text: """
      Numbers are digits with a point before the decimals; `_` may stand between digits to group them, a blank before a \
      currency or a unit. There is no sign for thousands and no `k`.
      """,
    wrong: "segment rich { revenue >= 10k }", right: "segment rich { revenue >= 10_000 }"),
  Explanation(
    "BT0110", "not a date",
    text: """
      Dates are year-month-day with four, two and two digits, the same in every country. The day must be one the calendar has.
      """,
    wrong: "segment fresh { created_at after 30.06.2026 }", right: "segment fresh { created_at after 2026-06-30 }"),
  Explanation(
    "BT0111", "not UTF-8", text: "Rule files are UTF-8 text. Save the file with this encoding in the editor."),
  Explanation(
    "BT0112", "a word of the language as a name",
    text: """
      A few words can never be names, because a rule could then be read in two ways: `and`, `or`, `not`, `in`, `is`, `any`, `all` \
      and some more. All other words may be names.
      """,
    wrong: "segment next { phone is known }", right: "segment next_year { phone is known }"),
  Explanation(
    "BT0113", "two things on one line",
    text:
      "Conditions, lines of a score and declarations end with their line. Inside a block a `,` may stand in its place.",
    wrong: "segment north { phone is known city = \"Kiel\" }",
    right: "segment north { phone is known, city = \"Kiel\" }"),
  Explanation(
    "BT0114", "a word that is unknown here",
    text: "Only certain words can stand at this place. The message lists them.",
    wrong: "settings { currancy EUR }", right: "settings { currency EUR }"),
  Explanation(
    "BT0115", "written as in another language",
    text: """
      Other tools have other signs and words for the same thing. Bantam has one way to say each, so that every rule reads \
      alike; the message names it.
      """,
    wrong: "segment north { city == \"Kiel\" }", right: "segment north { city = \"Kiel\" }"),
  Explanation(
    "BT0116", "a word or sign too many", text: "Other languages want a word or sign here, Bantam does not.",
    wrong: "segment fresh { created_at in the last 30 days }", right: "segment fresh { created_at in last 30 days }"),
]
