import BantamDiagnostics

/// The codes of what a command is told and cannot find, explained.
public let sessionExplanations: [Explanation] = [
  Explanation(
    "BT0701", "a file that cannot be read or written",
    text: "The message gives the system's reason: it is not there, may not be read, is too large, the disk is full."),
  Explanation(
    "BT0702", "no date, or no zone",
    text: "An instant is a date or a date and a time. A zone has a name such as `Europe/Berlin`.",
    wrong: "bantam run rules --as-of 1.3.2026", right: "bantam run rules --as-of 2026-03-01"),
  Explanation(
    "BT0703", "a name that the rules do not have",
    text: """
      Campaigns, segments, teams, grades, stages, projects and events are named as the rules declare them. The message \
      gives the nearest name, or all there are. Where a contact is a lead of several campaigns, `--campaign` says which.
      """,
    wrong: "bantam run rules --campaign sprng", right: "bantam run rules --campaign spring"),
  Explanation(
    "BT0704", "a criterion that ends too early, or a declaration that cannot be typed",
    text: """
      A criterion is one condition, or several lines that all have to hold. What follows its end, such as a closing \
      brace too many, is not read. Segments, defines, lists, places, scores and campaigns can be typed, several of them \
      on lines of their own; fields, settings and tests stand in rule files.
      """,
    wrong: "employees > 50 } segment b { opt_in",
    right: "segment b { opt_in }"),
  Explanation(
    "BT0705", "a command of the dialogue that cannot be done as it was typed",
    text: """
      The message shows how the command is called, or why a criterion is not saved: under a name that is taken, that is \
      none, or into rules that would be wrong then. `:help NAME` shows an example of each command.
      """),
]
