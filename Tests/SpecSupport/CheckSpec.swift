import BantamChecker
import BantamDiagnostics
import BantamProgram
import BantamSyntax

struct NoSuchFile: Error, CustomStringConvertible {
  var description: String { "no such file" }
}

extension SpecExample {
  /// Its rules parsed and checked, with all that is wrong in the order of the files.
  public func checked() -> (program: Program, diagnostics: [Diagnostic]) {
    let (program, _, diagnostics) = checkedTrees()
    return (program, diagnostics)
  }

  /// The same with the trees of its files.
  public func checkedTrees() -> (program: Program, trees: [SyntaxTree], diagnostics: [Diagnostic]) {
    let sources = ruleFiles.map { SourceFile(path: $0.name, text: $0.text) }
    let parsed = sources.enumerated().map { parse($1, file: $0) }
    let (program, errors) = check(parsed.map(\.tree)) { path, _, column, parent in
      try readList(path, column, parent)
    }
    let diagnostics = parsed.flatMap { $0.errors.map(\.diagnostic) } + errors.map(\.diagnostic)
    return (program, parsed.map(\.tree), inOrder(diagnostics))
  }

  private func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    func place(_ index: Int) -> (Int, Int, Int) {
      diagnostics[index].span.map { ($0.file, $0.start, index) } ?? (-1, 0, index)
    }
    return diagnostics.indices.sorted { place($0) < place($1) }.map { diagnostics[$0] }
  }

  private func readList(_ path: String, _ column: String?, _ parent: String?) throws -> ListFile {
    guard let text = files[path] else { throw NoSuchFile() }
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = lines.first ?? []
    func values(_ name: String?) -> [String]? {
      guard let index = name.map({ header.firstIndex(of: $0) }) ?? 0 else { return nil }
      return lines.dropFirst().map { $0[index] }
    }
    return ListFile(columns: header, values: values(column), parents: parent == nil ? nil : values(parent))
  }
}
