import BantamDiagnostics

extension UsageError {
  var diagnostic: Diagnostic { Diagnostic(code, message, at: nil, help: help) }

  private var message: String {
    switch self {
    case .unknownCommand(let name, _): "unknown command `\(name)`"
    case .unknownOption(let option, let command, _): "`\(command)` has no option `\(option)`"
    case .missingValue(let option, let value): "expected a value `\(value)` behind `\(option)`"
    case .unexpectedValue(let option): "`\(option)` is a switch and takes no value"
    case .badValue(let text, let owner, let expected, _): "expected \(expected) for `\(owner)`, found `\(text)`"
    case .givenTwice(let option): "`\(option)` is given twice"
    case .excluded(let options): "\(listed(options.map { "`\($0)`" })) exclude each other"
    case .missingOption(let options, let command): "`\(command)` needs one of \(listed(options.map { "`\($0)`" }))"
    case .missingArgument(let name, let command): "`\(command)` needs `\(name)`"
    case .surplusArgument(let text, let command): "`\(command)` does not know what to do with `\(text)`"
    case .unknownTopic(let topic, _): "there is no command, no code and no page `\(topic)`"
    case .unknownDeclaration(let name, _): "these rules declare no `\(name)`"
    case .file(let error): error.description
    case .hasRules(let folder, let file): "`\(folder)` holds a rule file already: `\(file)`"
    case .wouldOverwrite(let path): "`\(path)` is there already"
    case .outputFailed(let reason): "cannot write the output: \(reason)"
    case .noRules(let path): "there is no rule file (`.bant`) below `\(path)`"
    case .unknownLintCode(let code): "no lint rule has the code `\(code)`"
    }
  }

  private var help: String? {
    switch self {
    case .unknownCommand(_, let nearest):
      nearest.map { "did you mean `bantam \($0)`?" } ?? "`bantam help` lists all commands"
    case .unknownOption(_, let command, let nearest):
      nearest.map { "did you mean `\($0)`?" } ?? "`bantam \(command) --help` lists its options"
    case .missingValue(let option, let value): "write `\(option) \(value)`"
    case .unexpectedValue(let option): "write `\(option)` alone"
    case .badValue(_, _, _, let nearest): nearest.map { "did you mean `\($0)`?" }
    case .givenTwice(let option): "leave one `\(option)` out"
    case .excluded: "leave all but one out"
    case .missingOption(_, let command), .missingArgument(_, let command), .surplusArgument(_, let command):
      "`bantam \(command) --help` shows how to call it"
    case .unknownTopic(_, let nearest):
      nearest.map { "did you mean `\($0)`?" } ?? "`bantam help` lists the commands, `bantam help language` the pages"
    case .unknownDeclaration(_, let nearest):
      nearest.map { "did you mean `\($0)`?" } ?? "`bantam read` without a name reads all that is declared"
    case .file(let error): error.help
    case .hasRules: "choose a new folder; nothing was changed"
    case .wouldOverwrite: "choose a new folder or move the file away; nothing was changed"
    case .outputFailed: nil
    case .noRules: "name the folder of the rules, or make one with `bantam init DIR`"
    case .unknownLintCode: "`bantam help lint` lists the rules; a beginning such as `BT12` means all of them"
    }
  }
}
