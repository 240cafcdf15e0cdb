import BantamDiagnostics

/// What can be wrong between a field and what is asked of it.
public enum TestError: Error, Sendable {
  case wrongTest(field: String, type: String, test: String, Span, declared: Span, help: String)
  case notACondition(field: String, type: String, Span, declared: Span)
  /// `better` is the condition that was meant, nil where that is open.
  case yesNoCompared(field: String, better: String?, Span, whole: Span)
  case notAChoice(String, field: String, choices: [String], Span, declared: Span)
  case constantComparison(Span)
  case badValue(field: String, type: String, Span, declared: Span)
  case badComputation(field: String, type: String, Span)
  case wrongSource(field: String, type: String, wanted: String, Span, help: String)
  case wrongResult(field: String, type: String, gives: String, Span, help: String)
  /// Too many calculated fields behind each other.
  case longCalculation(field: String, most: Int, Span)
  case computedValue(field: String, Span, declared: Span)
  case moneyAgainstNumber(Span)

  var diagnostic: Diagnostic {
    switch self {
    case .wrongTest(let field, let type, let test, let span, let declared, let help):
      return Diagnostic(
        "BT0301", "`\(field)` is \(withArticle(type)), so `\(test)` cannot be asked of it", at: span,
        notes: [Note("declared here", at: declared)], help: help)
    case .notACondition(let field, let type, let span, let declared):
      return Diagnostic(
        "BT0302", "`\(field)` is \(withArticle(type)); alone it is no condition", at: span,
        notes: [Note("declared here", at: declared)],
        help: "only a `yes_no` field stands alone; add a test such as `\(field) is known`")
    case .yesNoCompared(let field, let better, let span, let whole):
      return Diagnostic(
        "BT0303", "`\(field)` is a yes_no field, which stands alone as a condition", at: span,
        help: "write `\(better ?? field)`\(better == nil ? " or `not \(field)`" : "")",
        fixes: better.map { [Fix("write `\($0)`", [Edit(whole, $0)])] } ?? [])
    case .notAChoice(let value, let field, let choices, let span, let declared):
      let nearest = nearestName(to: value, in: choices)
      return Diagnostic(
        "BT0304", "`\(value)` is none of the choices of `\(field)`", at: span,
        notes: [Note("declared here", at: declared)],
        help: nearest.map { "did you mean `\($0)`?" } ?? knownHelp(choices),
        fixes: nearest.map { [Fix("write `\"\($0)\"`", [Edit(span, "\"\($0)\"")], isSafe: false)] } ?? [])
    case .constantComparison(let span):
      return Diagnostic(
        "BT0315", "this does not compare a field with a value", at: span,
        help: "begin with a field, such as `employees >= 50`")
    case .badValue(let field, let type, let span, let declared):
      return Diagnostic(
        "BT0316", "this is no value for `\(field)`, which is \(withArticle(type))", at: span,
        notes: [Note("declared here", at: declared)], help: "write \(example(of: type))")
    case .badComputation(let field, let type, let span):
      return Diagnostic(
        "BT0318", "`\(field)` is \(withArticle(type)) and cannot stand in this calculation", at: span,
        help: "calculate with fields of the types `integer`, `decimal` and `money`")
    case .wrongSource(let field, let type, let wanted, let span, let help):
      return Diagnostic("BT0327", "`\(field)` is \(withArticle(type)), expected \(wanted)", at: span, help: help)
    case .wrongResult(let field, let type, let gives, let span, let help):
      return Diagnostic("BT0328", "`\(field)` is \(withArticle(type)), but this gives \(gives)", at: span, help: help)
    case .longCalculation(let field, let most, let span):
      return Diagnostic(
        "BT0329", "`\(field)` is calculated through more than \(most) other fields", at: span,
        help: "calculate in fewer steps")
    case .computedValue(let field, let span, let declared):
      return Diagnostic(
        "BT0325", "`\(field)` is calculated, so it cannot be given", at: span,
        notes: [Note("calculated here", at: declared)], help: "give the fields it is calculated from")
    case .moneyAgainstNumber(let span):
      return Diagnostic(
        "BT0326", "this mixes an amount of money with a plain number", at: span,
        help: "compare and add amounts with amounts; one amount divided by another is a plain number")
    }
  }

  private func example(of type: String) -> String {
    switch type {
    case "text", "choice": "a text such as `\"Hamburg\"`"
    case "tags": "texts in brackets such as `[\"expo\", \"vip\"]`"
    case "integer": "a whole number such as `120`"
    case "decimal": "a number such as `0.75`"
    case "money": "an amount such as `25_000 EUR`"
    case "yes_no": "`yes` or `no`"
    case "date": "a date such as `2026-03-01`"
    case "datetime": "a moment such as `2026-03-01T09:30`"
    case "location": "the name of a place, or latitude and longitude such as `[53.55, 9.99]`"
    default: "another value"
    }
  }
}
