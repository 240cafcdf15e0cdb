import BantamDiagnostics

/// What can be wrong with settings and with the files that rules name.
public enum SettingError: Error, Sendable {
  case unknownEdition(String, Span)
  case unknownZone(String, Span)
  case repeatedSetting(String, Span, first: Span)
  case unreadableList(path: String, reason: String, Span)
  case unknownColumn(String, known: [String], path: String, Span)
  case todayHere(Span)

  var diagnostic: Diagnostic {
    switch self {
    case .unknownEdition(let number, let span):
      return Diagnostic("BT0210", "there is no edition \(number) of the language", at: span, help: "write `edition 1`")
    case .unknownZone(let name, let span):
      return Diagnostic(
        "BT0211", "there is no time zone `\(name)`", at: span,
        help: "write a name such as `\"Europe/Berlin\"` or `\"UTC\"`")
    case .repeatedSetting(let name, let span, let first):
      return Diagnostic(
        "BT0212", "the setting `\(name)` stands twice", at: span, notes: [Note("first set here", at: first)],
        help: "remove one of them")
    case .unreadableList(let path, let reason, let span):
      return Diagnostic(
        "BT0213", "cannot read the list file `\(path)`: \(reason)", at: span,
        help: "the path is taken from the folder of the rule file")
    case .unknownColumn(let name, let known, let path, let span):
      let nearest = nearestName(to: name, in: known)
      return Diagnostic(
        "BT0214", "`\(path)` has no column `\(name)`", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp(known),
        fixes: nearest.map { [Fix("write `\($0)`", [Edit(span, "\"\($0)\"")], isSafe: false)] } ?? [])
    case .todayHere(let span):
      return Diagnostic(
        "BT0215", "`today` is not known before the run", at: span, help: "write a date such as `2026-03-01`")
    }
  }
}
