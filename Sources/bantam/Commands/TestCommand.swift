/// `bantam test [PATH]`: the `test` blocks of a rule set.
enum TestCommand {
  static let command = Command(
    name: "test",
    summary: "run the tests that stand in the rules",
    description: """
      Runs each `test` block with its own clock on nothing but the contacts it gives. No database is read or written.
      """,
    arguments: [.rules],
    options: [.json],
    examples: [
      Example("the tests below the current folder", "bantam test"),
      Example("for a program", "bantam test demo --json"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    notConnected(invocation, console)
  }
}
