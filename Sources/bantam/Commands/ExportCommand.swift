/// `bantam export [PATH]`: a segment, the members of a campaign or the leads as rows.
enum ExportCommand {
  static let command = Command(
    name: "export",
    summary: "write a segment, a campaign or the leads as CSV or JSON lines",
    description: """
      Rows go to standard output or to a file, which is written whole or not at all. CSV unless --json asks for one \
      JSON object per line.
      """,
    arguments: [.rules],
    options: [
      .database,
      Option("segment", Value("NAME", .text), help: "the contacts of a segment, evaluated now"),
      Option("campaign", Value("NAME", .text), help: "the members of a campaign as of its last run"),
      Option("leads", help: "the leads of all campaigns with points and grades"),
      Option("as-of", Value("DATE", .moment), help: "the instant a segment is evaluated at", standard: "as for run"),
      Option("fields", short: "f", Value("A,B,C", .names), help: "the fields to write, in this order"),
      Option("output", short: "o", Value("FILE", .file), help: "write to a file in place of standard output"),
      .csv, Option("json", help: "print one JSON object per line"),
    ],
    groups: [
      OptionGroup(names: ["segment", "campaign", "leads"], isRequired: true), OptionGroup(names: ["csv", "json"]),
    ],
    examples: [
      Example("a segment for a mailing", "bantam export demo --segment target --fields name,email -o target.csv"),
      Example("all leads for a program", "bantam export demo --leads --json"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    notConnected(invocation, console)
  }
}
