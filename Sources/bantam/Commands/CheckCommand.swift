/// `bantam check [PATH]`: all that is wrong with a rule set.
enum CheckCommand {
  static let command = Command(
    name: "check",
    summary: "find the errors in a rule set",
    description: """
      Reads all .bant files below the path as one rule set and reports every error with its place and its cure. With a \
      database, also checks that the tables and columns the rules read are there.
      """,
    arguments: [.rules],
    options: [Option("db", Value("FILE", .file), help: "a contact database to check the rules against"), .json],
    examples: [
      Example("the rules below the current folder", "bantam check"),
      Example("for a program", "bantam check rules --json"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    notConnected(invocation, console)
  }
}
