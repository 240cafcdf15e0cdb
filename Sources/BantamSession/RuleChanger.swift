import BantamChecker
import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// A rule set that is checked again and again with small changes: only what changed is parsed, and its lists are read once.
public struct RuleChanger: Sendable {
  public let files: [SourceFile]
  /// The trees of the files as they are.
  public let trees: [SyntaxTree]
  private let lists: [RulePack.ListKey: ListFile]

  public init(_ rules: Rules) {
    trees = rules.trees
    files = trees.map(\.source)
    let recorder = ListRecorder()
    _ = check(trees, readList: recorder.read)
    lists = recorder.lists
  }

  /// The rule set with some edits, none of which overlaps another one, and with a file more.
  ///
  /// - Parameter added: the text of a file beside the first one; nil: none.
  /// - Returns: nil where the changed rules have errors.
  public func program(_ edits: [Edit], added: String? = nil) -> Program? {
    var trees = trees
    for file in Set(edits.map(\.span.file)) {
      let (tree, errors) = parse(changed(file, edits.filter { $0.span.file == file }), file: file)
      if !errors.isEmpty { return nil }
      trees[file] = tree
    }
    if let added {
      let (tree, errors) = parse(SourceFile(path: (files.first?.path ?? "") + ".added", text: added), file: trees.count)
      if !errors.isEmpty { return nil }
      trees.append(tree)
    }
    let (program, errors) = check(trees, readList: ListRecorder(kept: lists).read)
    return errors.contains { $0.diagnostic.severity == .error } ? nil : program
  }

  /// A file with its edits.
  private func changed(_ file: Int, _ edits: [Edit]) -> SourceFile {
    var bytes = files[file].bytes
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.text.utf8))
    }
    return SourceFile(path: files[file].path, bytes: bytes)
  }
}
