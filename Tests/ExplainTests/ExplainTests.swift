import BantamStore
import Testing

/// `bantam why` says what the specs show.
struct ExplainTests {
  static let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
    separator: "/")

  @Test func specsHold() throws {
    let spec = try ExplainSpec(path: Self.folder + "/Specs/companies.md")
    #expect(spec.calls.count >= 15)
    for call in spec.calls {
      let folder = try ExplainFolder(rules: spec.rules, contacts: spec.contacts)
      if !call.sql.isEmpty { try Database(path: folder.database, mode: .readWrite).execute(call.sql) }
      let found = folder.run(call.line)
      #expect(found == call.expected, "\(call.title): \(call.line)\n\(found)")
    }
  }

  @Test(arguments: [40, 60, 200]) func linesFit(width: Int) throws {
    let spec = try ExplainSpec(path: Self.folder + "/Specs/companies.md")
    let folder = try ExplainFolder(rules: spec.rules, contacts: spec.contacts)
    for key in ["1", "2", "3", "4", "5"] {
      let text = try folder.explanation(key).text(width: width, isColoured: false)
      // A ledger's figures and words longer than their column are not broken.
      let long = text.split(separator: "\n").filter { $0.count > max(width, 60) }
      #expect(long.isEmpty, "\(long)")
    }
  }
}
