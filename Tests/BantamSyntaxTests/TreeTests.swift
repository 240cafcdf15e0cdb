import BantamDiagnostics
import BantamSyntax
import Testing

/// The shape of trees: `Trees/*.md`, one line per node with its tokens, `_` where a node stands between them.
struct TreeTests {
  static let files = TestFiles.names(in: "Trees", "md")

  @Test(arguments: files)
  func shapesAreAsWritten(_ file: String) throws {
    let spec = SpecFile(String(decoding: try TestFiles.bytes("Trees", file), as: UTF8.self))
    #expect(!spec.cases.isEmpty)
    for item in spec.cases {
      let source = SourceFile(path: file, text: item.text)
      let (tree, _) = parse(source, file: 0)
      #expect(tree.dump() == item.expected + "\n", "\(file): \(item.title)")
    }
  }

  @Test func everyKindOfNodeIsShown() throws {
    var shown: Set<NodeKind> = []
    func walk(_ node: SyntaxNode) {
      shown.insert(node.kind)
      for case .node(let child) in node.parts { walk(child) }
    }
    for file in Self.files {
      let spec = SpecFile(String(decoding: try TestFiles.bytes("Trees", file), as: UTF8.self))
      for item in spec.cases { walk(parse(SourceFile(path: file, text: item.text), file: 0).tree.root) }
    }
    #expect(Set(NodeKind.allCases).subtracting(shown).isEmpty)
  }
}
