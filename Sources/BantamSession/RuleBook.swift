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
  /// The files as they are on the disk, then with what is typed.
  private let plain: [Parsed]
  private var parsed: [Parsed] = []
  /// Which files declare a name.
  private var declaring: [String: [Int]] = [:]
  /// The lists' files, read once.
  private let lists = ListShelf()

  /// The rules under a path, a file or a folder; nil: none, so that the built-in fields alone are there.
  public init(under path: String?) throws(RunFailure) {
    self.init(
      try failing { () throws(SystemError) in
        try path.map { path throws(SystemError) in try readRules(under: path) } ?? []
      })
  }

  public init(_ files: [SourceFile]) {
    self.files = files
    plain = files.enumerated().map { Parsed($1, file: $0) }
    parseAll()
  }

  /// Puts declarations in the place of those with their names, typed or in a file.
  public mutating func add(_ declarations: [Typed]) {
    let names = Set(declarations.map(\.name))
    typed.removeAll { names.contains($0.name) }
    typed += declarations
    parseAll()
  }

  /// Takes a typed declaration away, so that the files' own counts again; false where none was typed.
  public mutating func drop(_ name: String) -> Bool {
    guard typed.contains(where: { $0.name == name }) else { return false }
    typed.removeAll { $0.name == name }
    parseAll()
    return true
  }

  /// Without some of what was typed.
  func forgetting(where isForgotten: (String) -> Bool) -> RuleBook {
    var book = self
    book.typed.removeAll { isForgotten($0.name) }
    book.parseAll()
    return book
  }

  /// The whole book.
  func checked() -> Rules {
    let (program, diagnostics, trees) = check(parsed.map { ($0.tree, $0.errors) })
    return Rules(program: program, diagnostics: diagnostics, trees: trees, hash: "")
  }

  /// A criterion as the last file, with those files alone that it rests on; the others are empty then.
  func check(with criterion: SourceFile) -> (program: Program, diagnostics: [Diagnostic], trees: [SyntaxTree]) {
    let (tree, errors) = parse(criterion, file: parsed.count)
    let needed = filesNeeded(by: names(in: tree.root))
    let others = parsed.indices.map { index in
      needed.contains(index) ? (parsed[index].tree, parsed[index].errors) : (parsed[index].empty, [])
    }
    let found = check(others + [(tree, errors)])
    // What is wrong is told with all names at hand.
    let isWrong = found.diagnostics.contains { $0.severity == .error }
    if !isWrong || needed.count == parsed.count { return found }
    return check(parsed.map { ($0.tree, $0.errors) } + [(tree, errors)])
  }

  private func check(
    _ all: [(tree: SyntaxTree, errors: [SyntaxError])]
  ) -> (program: Program, diagnostics: [Diagnostic], trees: [SyntaxTree]) {
    let (program, errors) = BantamChecker.check(all.map(\.tree), readList: lists.read)
    return (program, all.flatMap { $0.errors.map(\.diagnostic) } + errors.map(\.diagnostic), all.map(\.tree))
  }

  /// The files that declare these names, and whatever these files name themselves.
  private func filesNeeded(by names: Set<String>) -> Set<Int> {
    var files: Set<Int> = []
    var waiting = names
    for index in parsed.indices where parsed[index].isAlwaysNeeded {
      files.insert(index)
      waiting.formUnion(parsed[index].names)
    }
    var seen: Set<String> = []
    while let name = waiting.popFirst() {
      guard seen.insert(name).inserted else { continue }
      for index in declaring[name] ?? [] where files.insert(index).inserted { waiting.formUnion(parsed[index].names) }
    }
    return files
  }

  /// The files that are checked without a criterion.
  var fileCount: Int { parsed.count }

  /// A name that no declaration has, for a criterion.
  var freeName: String {
    var name = "criterion"
    while declaring[name] != nil { name += "_" }
    return name
  }

  private mutating func parseAll() {
    let names = Set(typed.map(\.name))
    parsed = plain.map { file in
      // What is typed stands in the place of the files' own.
      let replaced = file.tree.root.nodes.filter { declaredName($0).map(names.contains) ?? false }
      if replaced.isEmpty { return file }
      return Parsed(replaced.reduce(file.tree.source) { $0.blanked($1.span) }, file: file.tree.file)
    }
    for declaration in typed {
      parsed.append(Parsed(SourceFile(path: "\(declaration.name) (typed)", text: declaration.text), file: parsed.count))
    }
    declaring = [:]
    for (index, file) in parsed.enumerated() {
      for name in file.tree.root.nodes.compactMap(declaredName) { declaring[name, default: []].append(index) }
    }
  }

  /// A file as it was parsed.
  private struct Parsed: Sendable {
    let tree: SyntaxTree
    let errors: [SyntaxError]
    /// The same file with nothing in it.
    let empty: SyntaxTree
    /// All words in it that may be names.
    let names: Set<String>
    /// It holds what is asked for without its name: fields, settings, projects and their stages.
    let isAlwaysNeeded: Bool

    init(_ source: SourceFile, file: Int) {
      (tree, errors) = parse(source, file: file)
      empty = parse(SourceFile(path: source.path, bytes: []), file: file).tree
      names = BantamSession.names(in: tree.root)
      isAlwaysNeeded = tree.root.nodes.contains { node in
        switch node.kind {
        case .segment, .define, .list, .place, .score, .grades, .test: false
        default: true
        }
      }
    }
  }
}

/// All words of a tree that may be names.
func names(in node: SyntaxNode) -> Set<String> {
  var names: Set<String> = []
  node.forEachToken { if $0.kind == .name { names.insert(node.text($0)) } }
  return names
}

/// Where a declaration with a name stands in a file, its words of documentation left out.
func declarationSpan(of name: String, in tree: SyntaxTree) -> Span? {
  tree.root.nodes.first { declaredName($0) == name }?.span
}

/// The name that a declaration gives; nil for blocks such as `fields` and `settings`.
public func declaredName(_ node: SyntaxNode) -> String? {
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
