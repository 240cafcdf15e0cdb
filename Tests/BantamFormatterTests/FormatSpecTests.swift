import BantamDiagnostics
import SpecSupport
import Testing

@testable import BantamFormatter

/// The sections of `Specs`: rules as somebody wrote them, and below them as they come out. Rules that stand alone stay
/// as they are.
struct FormatSpecTests {
  @Test(arguments: try specExamples(in: specFolder()))
  func comesOutAsWritten(_ example: SpecExample) {
    let expected = example.ruleFiles.last?.text ?? ""
    #expect(example.ruleFiles.count <= 2)
    #expect(formatted(example.ruleFiles[0].text) == expected)
    #expect(formatted(expected) == expected)
  }

  private func formatted(_ text: String) -> String {
    String(decoding: format(SourceFile(path: "rules.bant", text: text)).bytes, as: UTF8.self)
  }

  /// What Markdown does not show.
  @Test(arguments: [
    ("\u{FEFF}edition 1\r\n\r\n\r\nlist a = [\"x\"]   \r\n", "edition 1\n\nlist a = [\"x\"]\n"),
    ("\n\n  edition 1", "edition 1\n"), ("", ""), (" \n\t\n", ""), ("# a\t \n\n\n", "# a\n"),
    ("\tlist a =\t[\"x\"]\t# a\tb\n", "list a = [\"x\"]  # a\tb\n"),
  ])
  func lineEndsAndBlanks(_ text: String, _ expected: String) {
    #expect(formatted(text) == expected)
    #expect(formatted(expected) == expected)
  }
}
