import BantamDiagnostics
import BantamProgram
import BantamSystem

/// Texts in conditions that no contact of the database has.
enum UnknownValue: LintRule {
  static let manual = LintManual(
    "BT1252", "unknown-value", "a value that no contact has",
    text: """
      Asked with a database: the condition compares a field with a text that no contact has there, though contacts have \
      others. Most likely it is spelled in another way in the data, and the condition holds for nobody. Of several \
      values, those count that none of the contacts has, or that are almost one that they have.
      """,
    wrong: """
      segment bavaria { city = "Munich" }
      """,
    right: """
      segment bavaria { city = "München" }
      """)

  /// Among more values than that, none is looked for that was meant.
  private static let mostValues = 5_000
  /// So often it is looked for.
  private static let mostSearches = 200

  static func check(_ context: LintContext, _ findings: inout LintFindings) {
    guard let facts = context.facts else { return }
    let sorted = facts.values.mapValues { $0.count <= mostValues ? $0.sorted() : [] }
    var searches = 0
    for placed in context.conditions {
      placed.condition.forEach { part in
        guard case .text(let reference, let test) = part.kind, case .equals(let wanted) = test.relation,
          let known = facts.values[reference.field], !known.isEmpty
        else { return }
        let missing = wanted.filter { !known.contains(foldCase($0)) }
        let field = context.program.fields[reference.field]
        for value in missing.prefix(10) {
          searches += 1
          let isSought = !isChoice(field) && searches <= mostSearches
          let meant = isSought ? nearestName(to: foldCase(value), in: sorted[reference.field] ?? []) : nil
          guard missing.count == wanted.count || meant != nil else { continue }
          findings.report(
            "no contact has `\(value)` as its `\(field.name)`: nobody meets this for that value", at: part.span,
            help: meant.map { "did you mean `\($0)`?" } ?? "look how the data spells it")
        }
      }
    }
  }

  private static func isChoice(_ field: Field) -> Bool {
    if case .choice = field.type { true } else { false }
  }
}
