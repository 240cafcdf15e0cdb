import BantamDiagnostics
import SpecSupport
import Testing

/// Rules and all that is wrong with them, as the specs write it.
struct CheckerSpecTests {
  static let examples = Result { try specExamples(in: specFolder()) }

  @Test func allSpecsAreRead() throws {
    #expect(try Self.examples.get().count >= 80)
  }

  @Test(arguments: (try? examples.get()) ?? [])
  func reports(_ example: SpecExample) {
    let (program, diagnostics) = example.checked()
    #expect(specReport(diagnostics, program.files) == example.expected)
  }
}
