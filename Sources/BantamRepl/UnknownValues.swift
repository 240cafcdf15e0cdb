import BantamColumns
import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSession
import BantamSyntax
import BantamSystem

/// Values in a condition that no contact has, where another one is near: most are slips of the fingers.
struct UnknownValues {
  private let workbench: Workbench
  /// Of columns with more different texts nothing is said.
  private static let mostTexts = 20_000
  private static let mostTold = 3

  init(_ workbench: Workbench) { self.workbench = workbench }

  /// A line for each, with the value that is near.
  func words(_ text: String) -> String {
    let source = SourceFile(path: "input", text: text)
    let tokens = parse(source, file: 0).tree.tokens
    var field: FieldID?
    var isCompared = false
    var lines: [String] = []
    for token in tokens {
      let word = String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
      if token.kind == .name, let named = workbench.program.fields.lastIndex(where: { $0.name == word }) {
        (field, isCompared) = (named, false)
      } else if ["=", "!=", "["].contains(word) {
        isCompared = true
      } else if ["contains", "starts", "ends", "like", "matches", "did", "and", "or"].contains(word) {
        isCompared = false
      } else if isCompared, let field, word.hasPrefix("\""), word.hasSuffix("\""), word.count > 2 {
        if let line = line(String(word.dropFirst().dropLast()), field) { lines.append(line) }
      }
    }
    return lines.prefix(Self.mostTold).map { $0 + "\n" }.joined()
  }

  private func line(_ value: String, _ field: FieldID) -> String? {
    guard case .text = workbench.program.fields[field].type,
      let need = ColumnNeed.all(of: field, in: workbench.program).first,
      let dictionary = workbench.tables.column(need)?.dictionary, dictionary.count <= Self.mostTexts
    else { return nil }
    let wanted = foldCase(value)
    let texts = (1..<max(1, dictionary.count)).map { dictionary[$0] }
    if texts.contains(where: { foldCase($0) == wanted }) { return nil }
    let near = nearestName(to: value, in: texts)
    let name = workbench.program.fields[field].name
    return near.map { "No contact has `\(name)` \"\(printable(value))\"; did you mean \"\(printable($0))\"?" }
  }
}
