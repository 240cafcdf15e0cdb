import BantamDiagnostics
import BantamSyntax
import Foundation
import Testing

/// Nesting is bounded: ten thousand levels are one message, also on a small stack.
struct DepthTests {
  static let deep: [(name: String, text: String, codes: [String])] = {
    let count = 10_000
    func times(_ text: String) -> String { String(repeating: text, count: count) }
    return [
      ("parentheses", "segment a { \(times("("))x\(times(")")) }", ["BT0108"]),
      ("open parentheses", "segment a { \(times("("))x }", ["BT0108"]),
      ("negations", "segment a { \(times("not "))x }", ["BT0108"]),
      ("blocks", "segment a { \(times("any { "))x\(times(" }")) }", ["BT0108"]),
      ("open blocks", "segment a { \(times("any { "))x", ["BT0108"]),
      ("blocks on lines", "segment a {\n\(times("any {\n"))x\(times("\n}"))\n}", ["BT0108"]),
      ("brackets", "list a = \(times("["))\(times("]"))", ["BT0101"]),
      ("arithmetic", "segment a { \(times("("))x\(times(")")) > 5 }", ["BT0108"]),
      ("half arithmetic", "segment a { \(times("(x + "))x\(times(")")) > 5 }", ["BT0108"]),
      ("sums", "segment a { x\(times(" + x")) > 5 }", []),
      ("conjunction", "segment a { x\(times(" and x")) }", []),
      ("persons", "segment a { \(times("any person { "))x\(times(" }")) }", ["BT0108"]),
      ("closing braces", times("} "), ["BT0107"]),
    ]
  }()

  @Test(arguments: deep.indices)
  func isBounded(_ index: Int) throws {
    let item = Self.deep[index]
    let source = SourceFile(path: "deep.bant", text: item.text)
    let (tree, errors) = try #require(parseOnSmallStack(source))
    #expect(errors.map(\.diagnostic.code) == item.codes, "\(item.name)")
    #expect(treeProblem(tree, errors) == nil)
  }

  @Test func sixtyFourLevelsAreFine() {
    let text = "segment a { " + String(repeating: "(", count: 63) + "x" + String(repeating: ")", count: 63) + " }"
    #expect(parse(SourceFile(path: "deep.bant", text: text), file: 0).errors.isEmpty)
    let deeper = "segment a { " + String(repeating: "(", count: 64) + "x" + String(repeating: ")", count: 64) + " }"
    #expect(parse(SourceFile(path: "deep.bant", text: deeper), file: 0).errors.count == 1)
  }

  /// Parses on a thread whose stack is 512 KiB, as on macOS.
  private func parseOnSmallStack(_ source: SourceFile) -> (tree: SyntaxTree, errors: [SyntaxError])? {
    let box = ResultBox()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.result = parse(source, file: 0)
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return box.result
  }
}

/// Carries a result out of a thread; the semaphore orders writing and reading.
private final class ResultBox: @unchecked Sendable {
  var result: (tree: SyntaxTree, errors: [SyntaxError])?
}
