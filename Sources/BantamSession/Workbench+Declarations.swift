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

  /// Adds declarations, or puts them in the place of those with their names. Throws `RunFailure.rules` where one of them,
  /// or what depends on it, would be wrong; nothing has changed then.
  public func declare(_ text: String) throws(RunFailure) -> [Declared] {
    let source = SourceFile(path: "input", text: text)
    let typed: [RuleBook.Typed]
    do throws(CriterionProblem) { typed = try typedDeclarations(source) } catch {
      throw .rules(Rules(files: [source], [error.diagnostic]))
    }
    let known = Set(declarations.keys)
    var book = book
    book.add(typed)
    try use(book)
    return typed.map { Declared(name: $0.name, replaces: known.contains($0.name)) }
  }

  /// The names that a text declares; none where it is wrong.
  public static func declaredNames(in text: String) -> [String] {
    ((try? typedDeclarations(SourceFile(path: "input", text: text))) ?? []).map(\.name)
  }

  /// A segment or define that is being typed, as a criterion: whom it would hold for. nil where the text is none.
  public func criterion(declaring text: String) -> Criterion? {
    try? Criterion(declaring: text, in: book, asOf: asOf, zone: zone)
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

/// What is wrong with a text that should be declarations.
struct CriterionProblem: Error {
  let diagnostic: Diagnostic
}

/// The declarations of a text, at least one, each of them with a name.
func typedDeclarations(_ source: SourceFile) throws(CriterionProblem) -> [RuleBook.Typed] {
  let (tree, errors) = parse(source, file: 0)
  if let first = errors.first { throw CriterionProblem(diagnostic: first.diagnostic) }
  var typed: [RuleBook.Typed] = []
  let nodes = tree.root.nodes
  for node in nodes {
    guard let name = declaredName(node) else {
      throw CriterionProblem(diagnostic: CriterionError.notTypable(node.span).diagnostic)
    }
    if typed.contains(where: { $0.name == name }) {
      throw CriterionProblem(diagnostic: CriterionError.typedTwice(name, node.span).diagnostic)
    }
    let text = nodes.count == 1 ? String(decoding: source.bytes, as: UTF8.self) : source.text(node.span)
    typed.append(RuleBook.Typed(word: Workbench.declarationWord(text) ?? "", name: name, text: text))
  }
  if typed.isEmpty { throw CriterionProblem(diagnostic: CriterionError.notTypable(nil).diagnostic) }
  return typed
}

extension Rules {
  /// Nothing but what is wrong with some texts.
  init(files: [SourceFile], _ diagnostics: [Diagnostic]) {
    var program = Program()
    program.files = files
    self.init(program: program, diagnostics: diagnostics, trees: [], hash: "")
  }
}
