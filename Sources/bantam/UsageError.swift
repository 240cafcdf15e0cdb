import BantamDiagnostics
import BantamSystem

/// What can be wrong before any rule or contact is read: the command line, and the files it names.
enum UsageError: Error {
  case unknownCommand(String, nearest: String?)
  case unknownOption(String, command: String, nearest: String?)
  case missingValue(String, value: String)
  case unexpectedValue(String)
  case badValue(String, of: String, expected: String, nearest: String?)
  case givenTwice(String)
  case excluded([String])
  case missingOption([String], command: String)
  case missingArgument(String, command: String)
  case surplusArgument(String, command: String)
  case unknownTopic(String, nearest: String?)
  case unknownDeclaration(String, nearest: String?)
  case file(SystemError)
  case hasRules(folder: String, file: String)
  case wouldOverwrite(String)
  case outputFailed(reason: String)
  case noRules(String)
  case unknownLintCode(String)

  /// Stable for ever; explained by `bantam help CODE`.
  var code: String {
    switch self {
    case .unknownCommand: "BT0901"
    case .unknownOption: "BT0902"
    case .missingValue: "BT0903"
    case .unexpectedValue: "BT0904"
    case .badValue: "BT0905"
    case .givenTwice: "BT0906"
    case .excluded: "BT0907"
    case .missingOption: "BT0908"
    case .missingArgument: "BT0909"
    case .surplusArgument: "BT0910"
    case .unknownTopic: "BT0911"
    case .file: "BT0912"
    case .hasRules: "BT0913"
    case .wouldOverwrite: "BT0914"
    case .outputFailed: "BT0915"
    case .noRules: "BT0916"
    case .unknownDeclaration: "BT0917"
    case .unknownLintCode: "BT0918"
    }
  }

  /// After such an error an option may be missing only because it was not understood.
  var hidesMissingOption: Bool {
    switch self {
    case .unknownOption, .missingValue, .badValue: true
    case .unknownCommand, .unexpectedValue, .givenTwice, .excluded, .missingOption, .missingArgument, .surplusArgument,
      .unknownTopic, .unknownDeclaration, .file, .hasRules, .wouldOverwrite, .outputFailed, .noRules,
      .unknownLintCode:
      false
    }
  }
}
