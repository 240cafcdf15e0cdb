import BantamSession

/// Options and arguments that several commands have in common.
extension Option {
  static let database = Option(
    "db", Value("FILE", .file), help: "the contact database", standard: "$BANTAM_DB, else contacts.db beside the rules")
  static let rules = Option(
    "rules", Value("PATH", .file), help: "the folder of the rules, or one file", standard: "the current folder")
  static let asOf = Option(
    "as-of", Value("DATE", .moment), help: "the instant of the command", standard: "the rules' `as of`, else now")
  static let actor = Option(
    "as", Value("NAME", .text), help: "who does it, for the journal", standard: "$BANTAM_USER, else $USER")
  static let campaign = Option("campaign", Value("NAME", .text), help: "only this campaign")
  static let json = Option("json", help: "print the result as JSON")
  static let csv = Option("csv", help: "print the rows as CSV")
}

extension Argument {
  static let rulePaths = Argument(
    value: Value("PATH", .file),
    help: "folders of rules, or files, together one rule set (default: the current folder); -: standard input",
    isRepeated: true, isRules: true)
  static let rules = Argument(
    value: Value("PATH", .file), help: "the folder of the rules, or one file (default: the current folder)",
    isRules: true)
}

extension Invocation {
  /// The path of the rules.
  var rulesPath: String { rulesArgument ?? value("rules") ?? "." }

  /// The path of the rules where it stands without a name.
  var rulesArgument: String? {
    guard let index = command.arguments.firstIndex(where: \.isRules), index < arguments.count else { return nil }
    return arguments[index]
  }

  /// Who works: the option, else `BANTAM_USER`, else the user's name.
  func actor(_ environment: [String: String]) -> String {
    [value("as"), environment["BANTAM_USER"], environment["USER"]].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
  }

  /// The command as it was written, for the journal; where rules, database and files lie is left out.
  var words: String {
    let silent: Set<String> = ["rules", "db", "as", "as-of", "color", "help", "json", "csv"]
    let options = command.allOptions.filter { !silent.contains($0.name) && has($0.name) }.map { option in
      "--" + option.name + (value(option.name).map { " " + shellWord(named($0, option.value)) } ?? "")
    }
    let given = zip(arguments.indices, arguments).compactMap { index, word -> String? in
      let argument = command.arguments.isEmpty ? nil : command.arguments[min(index, command.arguments.count - 1)]
      if argument?.isRules == true { return nil }
      return shellWord(named(word, argument?.value))
    }
    return ([command.name] + given + options).joined(separator: " ")
  }

  /// Of a file its name.
  private func named(_ word: String, _ value: Value?) -> String {
    guard case .file? = value?.kind else { return word }
    return word.split(separator: "/").last.map(String.init) ?? word
  }

  /// The database: the option, else `BANTAM_DB`, else `contacts.db` in the folder of the rules.
  func databasePath(rules: String, environment: [String: String]) -> String {
    if let path = value("db") { return path }
    if let path = environment["BANTAM_DB"], !path.isEmpty { return path }
    return joinedPath(folder(ofRules: rules), "contacts.db")
  }

  /// What a run is asked by the arguments that `run` and its previews have in common.
  func runRequest(_ environment: [String: String]) -> RunRequest {
    var request = RunRequest(
      rules: rulesPath, database: databasePath(rules: rulesPath, environment: environment))
    request.asOf = value("as-of")
    request.campaign = value("campaign")
    return request
  }
}
