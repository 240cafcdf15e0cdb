import BantamSystem
import Testing

@testable import bantam_fuzz

/// Inputs that were wrong once, and texts made to be slow: what must hold for every input holds for them. Their times are
/// not looked at here; `bantam-fuzz worst` shows them.
struct FuzzTests {
  private static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Inputs"

  @Test(arguments: FuzzTarget.allCases)
  func inputsThatWereWrongOnce(_ target: FuzzTarget) throws {
    let paths = try files(under: Self.folder, suffix: ".bant")
    #expect(!paths.isEmpty)
    for path in paths {
      var harness = Harness(target)
      #expect(harness.problem(try readFile(path: path, maximumBytes: 1 << 20)) == nil, "\(path)")
    }
  }

  @Test(arguments: worstCases.indices)
  func textsMadeToBeSlow(_ index: Int) {
    let text = Array(worstCases[index].text(2_000).utf8)
    #expect(text.count >= 1_000)
    for target in FuzzTarget.allCases {
      var harness = Harness(target)
      #expect(harness.problem(text) == nil, "\(worstCases[index].name)")
    }
  }

  @Test func everyFormTakesTheFindings() {
    let text = worstCases.map { $0.text(200) }.joined(separator: "\u{0C}")
    let (diagnostics, files) = Harness.findings(Array(text.utf8))
    #expect(diagnostics.count > 50)
    for form in 0..<Harness.formCount {
      #expect(!Harness(.checker).rendered(diagnostics, files, form: form).isEmpty)
    }
  }
}
