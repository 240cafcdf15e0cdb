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
    #expect(treeProblem(tree, errors) == nil)
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
