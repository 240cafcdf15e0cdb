/// Options and arguments that several commands have in common.
extension Option {
  static let database = Option(
    "db", Value("FILE", .file), help: "the contact database", standard: "$BANTAM_DB, else contacts.db beside the rules")
  static let json = Option("json", help: "print the result as JSON")
  static let csv = Option("csv", help: "print the rows as CSV")
}

extension Argument {
  static let rules = Argument(
    value: Value("PATH", .file), help: "the folder of the rules, or one file (default: the current folder)")
}

extension Invocation {
  /// The path of the rules.
  var rulesPath: String { arguments.first ?? "." }

  /// The database: the option, else `BANTAM_DB`, else `contacts.db` in the folder of the rules.
  func databasePath(rules: String, environment: [String: String]) -> String {
    if let path = value("db") { return path }
    if let path = environment["BANTAM_DB"], !path.isEmpty { return path }
    return joinedPath(folder(ofRules: rules), "contacts.db")
  }
}
