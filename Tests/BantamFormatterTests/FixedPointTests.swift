import BantamDiagnostics
import BantamSystem
import SpecSupport
import Testing

@testable import BantamFormatter

/// What the project shows of the language is in its one style.
struct FixedPointTests {
  private static let root = specFolder().split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  @Test(arguments: try ruleFiles(under: root + "/rules"))
  func ruleFileIsFormatted(_ path: String) throws {
    let bytes = try readFile(path: path, maximumBytes: SourceFile.maximumBytes)
    let (result, diagnostics) = format(SourceFile(path: path, bytes: bytes))
    #expect(diagnostics.map(\.message) == [])
    #expect(
      String(decoding: unifiedDiff(old: bytes, new: result, path: path), as: UTF8.self) == "",
      "`bantam fmt rules` formats it")
  }

  @Test(arguments: ["README.md", "grammar/README.md", "rules/README.md", "rules/frameworks/README.md"])
  func examplesOfThePageAreFormatted(_ page: String) throws {
    let text = String(decoding: try readFile(path: "\(Self.root)/\(page)", maximumBytes: 1 << 20), as: UTF8.self)
    for part in text.split(separator: "```bant\n", omittingEmptySubsequences: false).dropFirst() {
      let example = Array(part.prefix(upTo: part.firstRange(of: "```")?.lowerBound ?? part.endIndex).utf8)
      let result = format(SourceFile(path: page, bytes: example)).bytes
      #expect(String(decoding: unifiedDiff(old: example, new: result, path: page), as: UTF8.self) == "")
    }
  }
}
