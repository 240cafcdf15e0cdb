import BantamDiagnostics
import BantamSyntax

/// The rules of a file in the one style of the language.
///
/// Meaning, comments and the texts of all tokens stay; only blanks, line ends and the commas between items change. An
/// item that could not be parsed stays byte for byte as it is. Formatting again changes nothing. Never fails: where
/// what came out would read in another way, which only rules with errors bring about, whole declarations are left as
/// they are, and at last the whole file; so is one of which nothing could be read.
public func format(_ tree: SyntaxTree) -> [UInt8] {
  for isCareful in [false, true] {
    let layout = layOut(tree, keepsDamagedDeclarations: isCareful)
    if layout.damage == .everything { break }
    let again = parse(SourceFile(path: tree.source.path, bytes: layout.bytes), file: tree.file).tree
    guard hasSameContent(tree, again) else { continue }
    // How broken rules are read depends on their layout too.
    let isStable = layout.damage == .none || layOut(again, keepsDamagedDeclarations: isCareful).bytes == layout.bytes
    if isStable { return layout.bytes }
  }
  return tree.source.bytes
}

/// A rule file in the one style, and what is wrong with its syntax; what is wrong is left as it is.
public func format(_ file: SourceFile) -> (bytes: [UInt8], diagnostics: [Diagnostic]) {
  let (tree, errors) = parse(file, file: 0)
  return (format(tree), errors.map(\.diagnostic))
}

/// Lays a tree out.
///
/// - Parameter keepsDamagedDeclarations: leaves declarations with an error as they are, not only their broken items.
/// - Returns: the text, and what was left as it is.
func layOut(_ tree: SyntaxTree, keepsDamagedDeclarations: Bool = false) -> (bytes: [UInt8], damage: Damage) {
  var builder = LayoutBuilder(tree, keepsDamagedDeclarations: keepsDamagedDeclarations)
  let file = builder.file()
  var printer = Printer(words: builder.words, source: tree.source)
  printer.printFile(file)
  let isAllDamaged = !file.entries.isEmpty && file.entries.allSatisfy { $0.raw != nil }
  return (printer.bytes, isAllDamaged ? .everything : builder.hasDamage ? .some : .none)
}

/// How much of a file could not be parsed.
enum Damage {
  case none, some
  /// No declaration is whole.
  case everything
}

/// Whether two trees have the same nodes, the same tokens but for separators, and the same comments.
private func hasSameContent(_ one: SyntaxTree, _ other: SyntaxTree) -> Bool {
  one.hasSameContent(as: other) && comments(of: one) == comments(of: other)
}

private func comments(of tree: SyntaxTree) -> [ArraySlice<UInt8>] {
  var end = 0
  return tree.tokens.flatMap { token in
    let gap = Gap(tree.source, from: end, to: Int(token.start))
    end = Int(token.end)
    return gap.comments.map { tree.source.bytes[$0.start..<$0.end] }
  }
}
