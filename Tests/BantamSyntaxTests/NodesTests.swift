import BantamDiagnostics
import BantamSyntax
import Foundation
import Testing

/// All nodes in one pass, and comments between tokens.
struct NodesTests {
  private static let text = """
    # top
    segment s "a # b" {
        any { city = "Kiel", not (employees > 5) }   # end
        did "order" in last 3 days
    }
    """

  private func countBelow(_ node: SyntaxNode) -> Int { node.nodes.reduce(1) { $0 + countBelow($1) } }

  @Test func eachNodeIsGivenOnce() {
    let tree = parse(SourceFile(path: "a.bant", text: Self.text), file: 0).tree
    var count = 0
    var ends: [Int] = []
    tree.forEachNode { node in
      count += 1
      ends.append(node.span.end)
    }
    #expect(count == countBelow(tree.root))
    #expect(ends == ends.sorted())
  }

  @Test(arguments: [
    ("# top", true), ("segment s", false), ("\"a # b\" {", false), ("}   # end", true), ("any { city", false),
    ("did \"order\"", false), ("{\n    any", false), (")\u{20}}   #", true),
  ])
  func commentsAreFound(_ part: String, _ hasComment: Bool) throws {
    let tree = parse(SourceFile(path: "a.bant", text: Self.text), file: 0).tree
    let range = try #require(Self.text.range(of: part))
    let start = Self.text.utf8.distance(from: Self.text.startIndex, to: range.lowerBound)
    let end = Self.text.utf8.distance(from: Self.text.startIndex, to: range.upperBound)
    #expect(tree.hasComment(in: Span(file: 0, start: start, end: end)) == hasComment)
  }
}
