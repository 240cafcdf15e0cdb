import BantamChecker
import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// Rule files as they were read, and above them the declarations that somebody types: parsed once, for many criteria.
public struct RuleBook: Sendable {
  /// A declaration that was typed.
  public struct Typed: Sendable {
    /// `segment`, `define`, `list` …
    public let word: String
    public let name: String
    public let text: String
  }

  public let files: [SourceFile]
  /// In the order they were typed; a name once.
  public private(set) var typed: [Typed] = []
  private var trees: [(tree: SyntaxTree, errors: [SyntaxError])] = []
  /// The lists' files, read once.
  private let lists = ListShelf()

  public init(_ files: [SourceFile]) {
    self.files = files
    parseAll()
  }

  /// Puts a declaration in the place of the one with its name, typed or in a file.
  public mutating func add(_ declaration: Typed) {
    typed.removeAll { $0.name == declaration.name }
    typed.append(declaration)
    parseAll()
  }

  /// Takes a typed declaration away, so that the files' own counts again; false where none was typed.
  public mutating func drop(_ name: String) -> Bool {
    guard typed.contains(where: { $0.name == name }) else { return false }
    typed.removeAll { $0.name == name }
    parseAll()
    return true
  }

  /// With a criterion or another text as its last file.
  func check(with more: SourceFile? = nil) -> (program: Program, diagnostics: [Diagnostic], trees: [SyntaxTree]) {
    var all = trees
    if let more { all.append(parse(more, file: all.count)) }
    let (program, errors) = BantamChecker.check(all.map(\.tree), readList: lists.read)
    return (program, all.flatMap { $0.errors.map(\.diagnostic) } + errors.map(\.diagnostic), all.map(\.tree))
  }

  /// The files that are checked without a criterion.
  var fileCount: Int { trees.count }

  /// A name that no declaration has, for a criterion.
  var freeName: String {
    let names = Set(trees.flatMap { $0.tree.root.nodes.compactMap(declaredName) })
    var name = "criterion"
    while names.contains(name) { name += "_" }
    return name
  }

  private mutating func parseAll() {
    var sources = files
    for declaration in typed {
      for (index, file) in files.enumerated() {
        if let span = declarationSpan(of: declaration.name, in: parse(file, file: index).tree) {
          sources[index] = sources[index].blanked(span)
        }
      }
    }
    sources += typed.map { SourceFile(path: "\($0.name) (typed)", text: $0.text) }
    trees = sources.enumerated().map { parse($1, file: $0) }
  }
}

/// Where a declaration with a name stands in a file, its words of documentation left out.
func declarationSpan(of name: String, in tree: SyntaxTree) -> Span? {
  tree.root.nodes.first { declaredName($0) == name }?.span
}

/// The name that a declaration gives; nil for blocks such as `fields` and `settings`.
func declaredName(_ node: SyntaxNode) -> String? {
  switch node.kind {
  case .segment, .define, .list, .place, .score, .campaign, .funnel, .team, .purpose:
    let names = node.tokens(.name)
    return names.count > 1 ? node.text(names[1]) : nil
  default: return nil
  }
}

extension SourceFile {
  /// Blanks in the place of a span; lines stay where they are.
  fileprivate func blanked(_ span: Span) -> SourceFile {
    var bytes = bytes
    for index in span.start..<min(span.end, bytes.count) where bytes[index] != 0x0A { bytes[index] = 0x20 }
    return SourceFile(path: path, bytes: bytes)
  }
}

/// Remembers the files of lists, which a criterion would read again with each key.
private final class ListShelf: @unchecked Sendable {
  private var lists: [RulePack.ListKey: ListFile] = [:]

  /// For one thread at a time.
  func read(_ path: String, _ ruleFile: String, _ column: String?, _ parent: String?) throws -> ListFile {
    let key = RulePack.ListKey(path: path, ruleFile: ruleFile, column: column, parent: parent)
    if let list = lists[key] { return list }
    let list = try readListFile(path, ruleFile, column, parent)
    lists[key] = list
    return list
  }
}
