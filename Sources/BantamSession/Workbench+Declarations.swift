import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamStore
import BantamSyntax
import BantamSystem

/// Declarations that are typed: above the files', until they are saved or dropped.
extension Workbench {
  /// What became of a typed declaration.
  public struct Declared: Sendable {
    public let name: String
    /// Whether it stands in the place of another one.
    public let replaces: Bool
    /// The declarations that name it, directly or not.
    public let dependents: [String]
  }

  /// Words that begin a declaration which can be typed.
  public static let words: Set<String> = [
    "segment", "define", "list", "place", "score", "campaign", "funnel", "team", "purpose",
  ]

  /// The word a text begins with, if it begins a declaration.
  public static func declarationWord(_ text: String) -> String? {
    let word = String(text.drop { $0.isWhitespace }.prefix { $0.isLetter || $0 == "_" })
    return words.contains(word) || ["fields", "settings", "test", "edition"].contains(word) ? word : nil
  }

  /// Adds a declaration, or puts it in the place of the one with its name. Throws `RunFailure.rules` where it, or what
  /// depends on it, would be wrong; nothing has changed then.
  public func declare(_ text: String) throws(RunFailure) -> Declared {
    let source = SourceFile(path: "input", text: text)
    let (tree, errors) = parse(source, file: 0)
    let nodes = tree.root.nodes
    var problem = errors.first?.diagnostic
    if problem == nil, nodes.count != 1 {
      problem = CriterionError.severalDeclarations(nodes.last?.span).diagnostic
    }
    guard problem == nil, let node = nodes.first, let name = declaredName(node) else {
      let other = CriterionError.notTypable(nodes.first?.span).diagnostic
      throw .rules(Rules(files: [source], [problem ?? other]))
    }
    let isKnown = declarations[name] != nil
    var book = book
    book.add(RuleBook.Typed(word: Self.declarationWord(text) ?? "", name: name, text: text))
    try use(book)
    return Declared(name: name, replaces: isKnown, dependents: dependents(of: name))
  }

  /// Takes a typed declaration away; false where none was typed.
  public func drop(_ name: String) throws(RunFailure) -> Bool {
    var book = book
    guard book.drop(name) else { return false }
    try use(book)
    return true
  }

  /// The text of a declaration by its name.
  public var declarations: [String: String] {
    var found: [String: String] = [:]
    for tree in trees {
      for node in tree.root.nodes {
        if let name = declaredName(node) { found[name] = tree.source.text(node.span) }
      }
    }
    return found
  }

  /// The file a declaration stands in, and where; nil where it is typed or unknown.
  public func place(of name: String) -> (file: SourceFile, span: Span)? {
    for (index, file) in book.files.enumerated() {
      if let span = declarationSpan(of: name, in: parse(file, file: index).tree) { return (file, span) }
    }
    return nil
  }

  /// The declarations that name another one, directly or through others, in the order of the files.
  public func dependents(of name: String) -> [String] {
    var found: Set<String> = [name]
    var order: [String] = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for tree in trees {
        for node in tree.root.nodes {
          guard let own = declaredName(node), !found.contains(own), names(in: node).contains(where: found.contains)
          else {
            continue
          }
          found.insert(own)
          order.append(own)
          isGrowing = true
        }
      }
    }
    return order
  }
}

extension Rules {
  /// Nothing but what is wrong with some texts.
  init(files: [SourceFile], _ diagnostics: [Diagnostic]) {
    var program = Program()
    program.files = files
    self.init(program: program, diagnostics: diagnostics, trees: [], hash: "")
  }
}
