/// A command as data: parsing, help and completions are all made from it.
struct Command: Sendable {
  var name: String
  /// One line in the list of commands.
  var summary: String
  var description: String
  var arguments: [Argument] = []
  var options: [Option] = []
  var groups: [OptionGroup] = []
  var examples: [Example]
  var run: @Sendable (Invocation, Console) -> ExitStatus

  /// The command's own options and those that every command has.
  var allOptions: [Option] { options + (takesRulesTwice ? [.rules] : []) + Option.common }

  /// The rules stand where the command has them, or behind `--rules` as with all other commands.
  var takesRulesTwice: Bool { arguments.last?.isRules == true }

  func option(named name: String) -> Option? { allOptions.first { $0.name == name } }
}

/// What stands on the command line without a name.
struct Argument: Sendable {
  var value: Value
  var help: String
  var isRequired = false
  var isRepeated = false
  /// The path of the rules.
  var isRules = false
}

/// What stands on the command line with a name: `--top N`, `--json`.
struct Option: Sendable {
  var name: String
  var short: Character?
  /// nil: a switch.
  var value: Value?
  var isRepeated = false
  var help: String
  /// What holds where the option is not given, in words.
  var standard: String?

  init(
    _ name: String, short: Character? = nil, _ value: Value? = nil, isRepeated: Bool = false, help: String,
    standard: String? = nil
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.isRepeated = isRepeated
    self.help = help
    self.standard = standard
  }

  /// `--top N`
  var usage: String { "--\(name)" + (value.map { " \($0.name)" } ?? "") }

  static let common = [
    Option(
      "color", Value("WHEN", .choice(["auto", "always", "never"])), help: "colour the output", standard: "auto"),
    Option("help", short: "h", help: "show this help"),
  ]
}

/// A value on the command line: what help calls it, and what it may be.
struct Value: Sendable {
  enum Kind: Sendable {
    case text
    /// A whole number from 1.
    case count
    /// A whole number from 1 to 100.
    case percent
    /// A date or an instant.
    case moment
    /// One character, or `tab`, `comma`, `semicolon`, `pipe`.
    case delimiter
    /// `HEADER=field`.
    case pair
    /// Names parted by commas.
    case names
    case choice([String])
    case file
    case folder
    case command
  }

  var name: String
  var kind: Kind

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// Options of which at most one may be given, or exactly one.
struct OptionGroup: Sendable {
  var names: [String]
  var isRequired = false
}

/// A line to copy, and what it is for.
struct Example: Sendable {
  var purpose: String
  var line: String

  init(_ purpose: String, _ line: String) {
    self.purpose = purpose
    self.line = line
  }
}

/// What the shell is told.
enum ExitStatus: Int32, Sendable {
  case clean = 0
  /// The work was done and found something: an error in a rule, a test that failed.
  case findings = 1
  /// The work could not be done: a wrong option, an unreadable file, a database error.
  case failed = 2
}
