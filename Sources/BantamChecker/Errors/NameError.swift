import BantamDiagnostics

/// What can be wrong with names.
public enum NameError: Error, Sendable {
  case unknownName(String, what: String, known: [String], Span)
  case duplicate(String, what: String, Span, first: Span)
  /// A built-in field's name for something that is no field.
  case shadowsField(String, Span)
  /// The names of the circle, the first one again at the end; of a long one the first nine and the last, of `count`.
  case cycle([String], count: Int, Span)
  /// A word without quotes where a text belongs; `nearest`: the field or choice that it may stand for; `lists`: those
  /// that it may be, where a list can stand.
  case bareText(String, field: String, nearest: String?, isChoice: Bool, lists: [String]?, Span)
  case wrongSort(String, is: String, wanted: String, Span, declared: Span)

  var diagnostic: Diagnostic {
    switch self {
    case .unknownName(let name, let what, let known, let span):
      let nearest = nearestName(to: name, in: known)
      return Diagnostic(
        "BT0201", "there is no \(what) `\(name)`", at: span,
        help: nearest.map { "did you mean `\($0)`?" } ?? help(for: name, what, known),
        fixes: nearest.map { [Fix("write `\($0)`", [Edit(span, $0)], isSafe: false)] } ?? [])
    case .bareText(let name, let field, let nearest, let isChoice, let lists, let span):
      let text = "\"\(isChoice ? nearest ?? name : name)\""
      var other = nearest.map { "; or did you mean `\($0)`?" } ?? ""
      if isChoice || nearest == nil {
        let declared = "; or declare `list \(name) = [\"…\", \"…\"]`"
        other = lists.map { $0.isEmpty ? declared : "; \(knownHelp($0, as: "known lists"))" } ?? ""
      }
      return Diagnostic(
        "BT0201", "there is no \(lists == nil ? "field" : "list") `\(name)` to compare `\(field)` with", at: span,
        help: "put a text between quotes: `\(text)`" + other,
        fixes: [Fix("write `\(text)`", [Edit(span, text)], isSafe: false)])
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

  /// What helps where no known name is near.
  private func help(for name: String, _ what: String, _ known: [String]) -> String {
    if what == "field or segment" {
      if ["score", "points", "grade"].contains(name.lowercased()) {
        return "conditions do not ask for points and grades: `grades of` says what follows from them, and a campaign "
          + "takes the best with a line such as `limit 100 by` and the name of the score"
      }
      return knownHelp(known) + "; `bantam help fields` lists the built-in fields"
    }
    guard known.isEmpty else { return knownHelp(known) }
    return "none is declared" + (declaration(of: what, name).map { "; write one such as `\($0)`" } ?? "")
  }

  /// How a thing of this kind is declared.
  private func declaration(of what: String, _ name: String) -> String? {
    switch what {
    case "list": "list \(name) = [\"…\", \"…\"]"
    case "place": "place \(name) = 53.55, 9.99"
    case "team": "team \(name) [\"anna@example.com\"]"
    case "purpose": "purpose \(name) { basis consent, channel email }"
    case "campaign": "campaign \(name) { … }"
    case "score": "score \(name) { … }"
    case "funnel": "funnel \(name) per contact { … }"
    case "segment": "segment \(name) { … }"
    default: nil
    }
  }

  /// Where such a name can stand.
  private func use(of name: String, _ sort: String) -> String? {
    switch sort {
    case "segment", "define": "a \(sort) stands alone, such as `\(name)` or `not \(name)`"
    case "list": "a list stands behind `in`, such as `city in \(name)`"
    case "place": "a place stands behind a distance, such as `location within 40 km of \(name)`"
    case "score":
      "grades say what follows from a score: `grades of \(name) { … }`; a campaign takes the best: `limit 100 by \(name)`"
    case "campaign": "its members are asked with `member of \(name)`"
    case "purpose": "consent is asked with `reachable for \(name)`"
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
