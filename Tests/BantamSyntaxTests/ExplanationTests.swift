import BantamDiagnostics
import BantamSyntax
import Testing

/// `bantam help BT0101`: the examples do what they say.
struct ExplanationTests {
  @Test func everyCodeIsExplainedOnce() {
    let numbers = syntaxExplanations.compactMap { Int($0.code.dropFirst(2)) }
    #expect(numbers == Array(101...116))
  }

  @Test(arguments: syntaxExplanations.indices)
  func wrongIsWrongAndRightIsRight(_ index: Int) {
    let explanation = syntaxExplanations[index]
    func codes(_ text: String) -> [String] {
      parse(SourceFile(path: "a.bant", text: text + "\n"), file: 0).errors.map(\.diagnostic.code)
    }
    #expect(codes(explanation.right).isEmpty)
    if !explanation.wrong.isEmpty { #expect(codes(explanation.wrong) == [explanation.code]) }
    #expect(explanation.title.first?.isUppercase == false)
  }
}
