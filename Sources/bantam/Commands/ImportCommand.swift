/// `bantam import FILE...`: contacts and activities from CSV into the database.
enum ImportCommand {
  static let command = Command(
    name: "import",
    summary: "read contacts and activities from CSV into the database",
    description: """
      Delimiter, encoding and the meaning of the columns are guessed and shown; each guess can be overridden. Rows with \
      the same key are brought up to date, others are added. Rows that do not fit go to a rejects file with line and \
      reason. All files are imported together or, after an error or Ctrl-C, not at all.
      """,
    arguments: [
      Argument(value: Value("FILE", .file), help: "CSV files, also gzip'd", isRequired: true, isRepeated: true)
    ],
    options: [
      .database,
      Option(
        "rules", Value("PATH", .file), help: "the rules that declare further fields", standard: "the current folder"),
      Option("companies", help: "each row is a company"),
      Option("persons", help: "each row is a person"),
      Option("activities", help: "each row is an activity of a contact"),
      Option("key", Value("FIELD", .text), help: "the field that tells whether a contact is known already"),
      Option(
        "map", short: "m", Value("HEADER=field", .pair), isRepeated: true,
        help: "read a column into this field; `HEADER=-` leaves it out; may be repeated"),
      Option("delimiter", Value("CHAR", .delimiter), help: "what stands between two values", standard: "guessed"),
      Option(
        "encoding", Value("NAME", .choice(["utf-8", "utf-16", "latin-1", "windows-1252"])),
        help: "how the bytes mean letters", standard: "guessed"),
      Option("rejects", Value("FILE", .file), help: "where rows go that do not fit", standard: "FILE.rejects.csv"),
      Option("dry-run", short: "n", help: "show what would be imported and change nothing"),
      .json,
    ],
    groups: [OptionGroup(names: ["companies", "persons", "activities"])],
    examples: [
      Example("companies, then their people", "bantam import companies.csv persons.csv --rules demo"),
      Example(
        "name a column that was not guessed",
        "bantam import crm.csv --companies --key customer_number --map \"Firma=name\""),
      Example("look first", "bantam import export.csv --persons --dry-run"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    notConnected(invocation, console)
  }
}
