import BantamSession

extension Repl {
  /// A command of the dialogue: `:name` and what it is told. Each stands in a file of its own topic, with an example that
  /// a test runs.
  public struct Command: Sendable {
    /// Lines to type, and something the answer says.
    public struct Example: Sendable {
      public let input: [String]
      public let says: String

      init(_ input: String..., says: String) {
        self.input = input
        self.says = says
      }
    }

    public let name: String
    let shortName: String?
    /// What stands behind the name: `FIELD`, `NAME [FILE]`.
    public let argument: String
    public let summary: String
    public let help: String
    public let example: Example
    let run: @Sendable (Repl, String) throws(RunFailure) -> Repl.Reply

    init(
      _ name: String, _ shortName: String? = nil, argument: String = "", summary: String, help: String,
      example: Example,
      run: @escaping @Sendable (Repl, String) throws(RunFailure) -> Repl.Reply
    ) {
      self.name = name
      self.shortName = shortName
      self.argument = argument
      self.summary = summary
      self.help = help
      self.example = example
      self.run = run
    }

    /// In the order a newcomer meets them.
    public static let all: [Repl.Command] = [
      help, columns, sort, limit, list, show, drop, reload, save, why, hist, cross, compare, profile, plan, sql, time,
      asOf,
      export, quit,
    ]
  }
}
