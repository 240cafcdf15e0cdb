import Foundation
import Testing

@testable import bantam

/// `bantam read` and `bantam doc`: where to, in which form, and what is said when it cannot be.
struct DocCommandTests {
  private static let hamburg =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    + "/rules/hamburg"

  private func withFolder(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bantam-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  @Test func readsOneDeclaration() {
    let english = runKept(["read", "hamburg_midmarket", Self.hamburg])
    #expect(english.status == .clean)
    #expect(english.output.hasPrefix("A company belongs to “Mittelstand, Großraum Hamburg” if all of this is true:\n"))
    #expect(english.output.contains("A person meets the criterion “Entscheider” if"))
    let german = runKept(["read", "hamburg_midmarket", "--rules", Self.hamburg, "--lang", "de", "--markdown"])
    #expect(german.output.hasPrefix("## Mittelstand, Großraum Hamburg\n\nEin Unternehmen gehört zu"))
  }

  @Test func readsAll() {
    let byPath = runKept(["read", Self.hamburg])
    #expect(byPath.status == .clean)
    #expect(byPath.output == runKept(["read", "--rules", Self.hamburg]).output)
    #expect(byPath.output.contains("The campaign “Frühjahrskampagne” finds its contacts step by step:\n"))
    #expect(byPath.output.contains("“a customer is left to customer care”: On 1 March 2026,"))
  }

  @Test func anUnknownNameIsNoResult() {
    let result = runKept(["read", "hamburg_midmaket", Self.hamburg])
    #expect(result.status == .failed)
    #expect(result.output.isEmpty)
    #expect(
      result.errors == """
        error[BT0917]: these rules declare no `hamburg_midmaket`
          = help: did you mean `hamburg_midmarket`?

        """)
  }

  @Test func wrongRulesAreReported() throws {
    try withFolder { folder in
      try "segment s { employes >= 2 }\n".write(toFile: folder + "/r.bant", atomically: true, encoding: .utf8)
      for words in [
        ["read", folder], ["read", "s", folder], ["doc", folder], ["doc", folder, "-o", folder + "/x.html"],
      ] {
        let result = runKept(words)
        #expect(result.status == .findings)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("BT0201"))
      }
      #expect(!FileManager.default.fileExists(atPath: folder + "/x.html"))
      #expect(runKept(["doc", folder + "/none"]).status == .failed)
    }
  }

  @Test func theFileDecidesTheForm() throws {
    try withFolder { folder in
      func isPage(_ name: String) throws -> Bool {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8).hasPrefix("<!DOCTYPE html>")
      }
      for arguments in [
        ["a.html"], ["a.md"], ["b.md", "--format", "html"], ["c.HTM"], [""], ["", "--format", "markdown"],
      ] {
        let output = folder + (arguments[0].isEmpty ? "" : "/" + arguments[0])
        let result = runKept(["doc", Self.hamburg, "-o", output] + arguments.dropFirst())
        #expect(result.status == .clean)
        #expect(result.output.isEmpty)
      }
      #expect(
        try ["a.html", "a.md", "b.md", "c.HTM", "index.html", "README.md"].map(isPage) == [
          true, false, true, true, true, false,
        ])
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.count == 6)
      #expect(try String(contentsOfFile: folder + "/a.md", encoding: .utf8) == runKept(["doc", Self.hamburg]).output)
      #expect(runKept(["doc", Self.hamburg, "-o", folder + "/none/a.html"]).status == .failed)
      let own = runKept(["doc", Self.hamburg, "-o", Self.hamburg + "/tests.bant"])
      #expect(own.status == .failed)
      #expect(own.errors.contains("BT0914"))
    }
  }
}
