import BantamDiagnostics
import BantamSyntax
import Testing

/// Whole rule files.
struct SampleTests {
  @Test(arguments: TestFiles.names(in: "Samples", "bant"))
  func parsesWithoutErrorAndPrintsBack(_ name: String) throws {
    let source = try TestFiles.source("Samples", name)
    let (tree, errors) = parse(source, file: 0)
    #expect(render(errors.map(\.diagnostic), files: [source], style: RenderStyle(.plain)) == "")
    #expect(!tree.root.hasError)
    #expect(tree.printed() == source.bytes)
    checkTree(tree)
  }

  @Test func thereAreSamples() {
    #expect(TestFiles.names(in: "Samples", "bant") == ["example.bant", "workload.bant"])
  }

  @Test func documentationStandsAboveItsDeclaration() throws {
    let source = SourceFile(path: "a.bant", text: "## Two lines,\n  ##second.\nsegment a { b }\n\nsegment c { d }\n")
    let nodes = parse(source, file: 0).tree.root.nodes
    #expect(nodes.map(\.documentation) == ["Two lines,\nsecond.", nil])
    #expect(nodes.map { source.text($0.span) } == ["segment a { b }", "segment c { d }"])
  }
}

/// What holds for every tree: all tokens are in it, once and in order, and every child lies inside its parent.
func checkTree(_ tree: SyntaxTree, sourceLocation: SourceLocation = #_sourceLocation) {
  var found: [Int32] = []
  func walk(_ node: SyntaxNode) {
    for part in node.parts {
      switch part {
      case .token(let token): found.append(token.start)
      case .node(let child): walk(child)
      }
    }
  }
  walk(tree.root)
  #expect(found == tree.tokens.map(\.start), sourceLocation: sourceLocation)
  var end: Int32 = 0
  for token in tree.tokens {
    #expect(token.start >= end && token.end >= token.start, sourceLocation: sourceLocation)
    end = token.end
  }
  #expect(Int(end) == tree.source.bytes.count, sourceLocation: sourceLocation)
}
