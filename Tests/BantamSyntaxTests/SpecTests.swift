import BantamDiagnostics
import BantamSyntax
import Testing

/// What people get wrong, and what they are told: `Specs/*.md`.
struct SpecTests {
  static let files = TestFiles.names(in: "Specs", "md")

  private static func cases(_ file: String) throws -> [SpecFile.Case] {
    SpecFile(String(decoding: try TestFiles.bytes("Specs", file), as: UTF8.self)).cases
  }

  @Test func thereAreSpecs() throws {
    let count = try Self.files.reduce(0) { $0 + (try Self.cases($1).count) }
    #expect(Self.files.count >= 13 && count >= 110)
  }

  @Test(arguments: files)
  func messagesAreAsSpecified(_ file: String) throws {
    for spec in try Self.cases(file) {
      let source = SourceFile(path: file, text: spec.text)
      let (tree, errors) = parse(source, file: 0)
      #expect(specReport(errors.map(\.diagnostic), source) == spec.expected, "\(file): \(spec.title)")
      #expect(treeProblem(tree, errors) == nil, "\(file): \(spec.title)")
    }
  }

  /// A fix removes its message and brings no other.
  @Test(arguments: files)
  func fixesCure(_ file: String) throws {
    for spec in try Self.cases(file) {
      let source = SourceFile(path: file, text: spec.text)
      let diagnostics = parse(source, file: 0).errors.map(\.diagnostic)
      for diagnostic in diagnostics {
        for fix in diagnostic.fixes {
          let fixed = SourceFile(path: file, bytes: apply(fix, to: source.bytes))
          let after = parse(fixed, file: 0).errors.map(\.diagnostic)
          #expect(after.count < diagnostics.count, "\(spec.title): \(fix.title)\n\(specReport(after, fixed))")
        }
      }
    }
  }

  private func apply(_ fix: Fix, to bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for edit in fix.edits.sorted(by: { $0.span.start > $1.span.start }) {
      result.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.text.utf8))
    }
    return result
  }

  /// Style of all messages: lower case, no final stop, no blame.
  @Test(arguments: files)
  func wordingFollowsTheRules(_ file: String) throws {
    for spec in try Self.cases(file) {
      let source = SourceFile(path: file, text: spec.text)
      for diagnostic in parse(source, file: 0).errors.map(\.diagnostic) {
        for words in [diagnostic.message, diagnostic.help ?? "x"] + diagnostic.notes.map(\.text) {
          #expect(words.first?.isUppercase == false && !words.hasSuffix("."), "\(words)")
        }
        #expect(diagnostic.code.hasPrefix("BT01") && diagnostic.code.count == 6)
      }
    }
  }
}
