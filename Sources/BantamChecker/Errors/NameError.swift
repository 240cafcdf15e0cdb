import BantamDiagnostics

/// What can be wrong with names.
public enum NameError: Error, Sendable {
  case unknownName(String, what: String, known: [String], Span)
  case duplicate(String, what: String, Span, first: Span)
  /// A built-in field's name for something that is no field.
  case shadowsField(String, Span)
  /// The names of the circle, the first one again at the end; of a long one the first nine and the last, of `count`.
  case cycle([String], count: Int, Span)
  case wrongSort(String, is: String, wanted: String, Span, declared: Span)

  var diagnostic: Diagnostic {
    switch self {
    case .unknownName(let name, let what, let known, let span):
      let nearest = nearestName(to: name, in: known)
      return Diagnostic(
        "BT0201", "there is no \(what) `\(name)`", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp(known),
        fixes: nearest.map { [Fix("write `\($0)`", [Edit(span, $0)], isSafe: false)] } ?? [])
    case .duplicate(let name, let what, let span, let first):
      return Diagnostic(
        "BT0202", "the \(what) `\(name)` is declared twice", at: span, notes: [Note("first declared here", at: first)],
        help: "rename one of them, or remove it")
    case .shadowsField(let name, let span):
      return Diagnostic("BT0203", "`\(name)` is the name of a built-in field", at: span, help: "choose another name")
    case .cycle(let names, let count, let span):
      return Diagnostic(
        "BT0204", "`\(names.first ?? "")` is declared through itself", at: span,
        help: "the circle is \(circle(names, count)); take one of these steps out")
    case .wrongSort(let name, let sort, let wanted, let span, let declared):
      return Diagnostic(
        "BT0205", "`\(name)` is a \(sort), expected a \(wanted)", at: span,
        notes: [Note("declared here", at: declared)],
        help: use(of: name, sort))
    }
  }

  /// Where such a name can stand.
  private func use(of name: String, _ sort: String) -> String? {
    switch sort {
    case "segment", "define": "a \(sort) stands alone, such as `\(name)` or `not \(name)`"
    case "list": "a list stands behind `in`, such as `city in \(name)`"
    case "place": "a place stands behind a distance, such as `location within 40 km of \(name)`"
    case "field": "a field is followed by a test, such as `\(name) is known`"
    default: nil
    }
  }

  /// At most ten names of a long circle.
  private func circle(_ names: [String], _ count: Int) -> String {
    var shown = names.map { "`\($0)`" }
    if count > shown.count { shown.insert("… (\(count - shown.count) more)", at: shown.count - 1) }
    return shown.joined(separator: " → ")
  }
}
