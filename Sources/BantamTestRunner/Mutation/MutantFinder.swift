import BantamDiagnostics
import BantamProgram
import BantamSyntax

/// All small changes of a rule set, out of its syntax trees. What no test can see is left alone: fields, settings, teams,
/// funnels, places, samples.
struct MutantFinder {
  private(set) var mutants: [Mutant] = []
  /// The condition or line that is looked at.
  private var shown = Span(file: 0, start: 0, end: 0)
  private var target = Mutant.Target.list("")
  private let program: Program

  init(_ trees: [SyntaxTree], _ program: Program) {
    self.program = program
    for tree in trees { for node in tree.root.nodes where !node.hasError { declaration(node) } }
  }

  // MARK: Adding

  mutating func add(_ kind: Mutant.Kind, _ span: Span, _ text: String) { add(kind, [Edit(span, text)]) }

  mutating func add(_ kind: Mutant.Kind, _ edits: [Edit]) {
    mutants.append(Mutant(kind: kind, edits: edits, shown: shown, target: target))
  }

  /// What is found in `body` is shown as part of this piece.
  mutating func showing(_ node: SyntaxNode, _ body: (inout MutantFinder) -> Void) {
    let outer = shown
    shown = node.span
    body(&self)
    shown = outer
  }

  // MARK: Declarations

  private mutating func declaration(_ node: SyntaxNode) {
    guard let name = name(node) else { return }
    switch node.kind {
    case .define:
      target = .segment(name)
      for condition in node.nodes { self.condition(condition) }
    case .segment:
      target = .segment(name)
      for block in node.nodes(.block) { self.block(block, dropped: "everyone") }
    case .list:
      target = .list(name)
      showing(node) { finder in for texts in node.nodes(.texts) { finder.items(texts) } }
    case .score:
      target = .score(name)
      for discipline in node.nodes(.discipline) { self.discipline(discipline) }
      for veto in node.nodes(.veto) { line(veto, nobody: "not everyone") }
    case .grades:
      target = .score(name)
      thresholds(node, of: name)
    case .purpose:
      target = .purpose(name)
      for basis in node.nodes(.basis) { for condition in basis.nodes { self.condition(condition) } }
    case .campaign:
      target = .campaign(name)
      for item in node.nodes { campaignItem(item) }
    default: break
    }
  }

  /// The second word: `segment NAME`, `grades of NAME`.
  private func name(_ node: SyntaxNode) -> String? {
    let words = node.words
    if node.kind == .grades { return words.count > 2 ? words[2] : nil }
    return words.count > 1 ? words[1] : nil
  }

  private mutating func campaignItem(_ node: SyntaxNode) {
    switch node.kind {
    case .audience: for condition in node.nodes { self.condition(condition) }
    case .exclude: line(node, nobody: "not everyone")
    case .campaignPurpose: showing(node) { $0.add(.dropped, node.span, "internal") }
    case .yields: showing(node) { $0.add(.dropped, node.span, "") }
    case .limit:
      // Nobody writes a test with more contacts than that.
      if let token = node.token(.integer), let count = Int(node.text(token)), count <= Self.greatestLimit {
        showing(node) { $0.step(.number, node, token) }
      }
    default: break
    }
  }

  private static let greatestLimit = 3

  /// A line that one condition decides on: taken out, it holds for nobody.
  private mutating func line(_ node: SyntaxNode, nobody: String) {
    guard let condition = node.nodes.first else { return }
    showing(node) { finder in
      finder.mutants.append(
        Mutant(
          kind: .dropped, edits: [Edit(condition.span, nobody)], shown: node.span, target: finder.target))
    }
    self.condition(condition)
  }

  // MARK: Scores

  private mutating func discipline(_ node: SyntaxNode) {
    let head = Span(
      file: node.span.file, start: node.span.start, end: node.token(.leftBrace).map { Int($0.start) } ?? 0)
    let outer = shown
    shown = head
    if let weight = token(after: "weight", node) { step(.points, node, weight) }
    if let sum = token(after: "to", node) { step(.points, node, sum) }
    shown = outer
    for points in node.nodes(.points) { showing(points) { $0.points(points) } }
  }

  private mutating func points(_ node: SyntaxNode) {
    guard let number = node.token(.integer) else { return }
    let isZero = node.text(number).allSatisfy { $0 == "0" || $0 == "_" }
    if !(isZero && node.has("otherwise")) { step(.points, node, number) }
    if let cap = token(after: "to", node) { step(.points, node, cap) }
    for duration in node.nodes(.duration) { steps(duration) }
    if let condition = node.nodes.first(where: { $0.kind != .duration && $0.kind != .activity && $0.kind != .window }),
      node.has("when")
    {
      add(.dropped, condition.span, "not everyone")
      self.condition(condition)
    } else if !isZero {
      add(.dropped, node.span(number), "0")
      for window in node.nodes(.window) { self.window(window) }
      for filter in node.nodes(.where) { self.filter(filter) }
    }
  }

  private func token(after word: String, _ node: SyntaxNode) -> Token? {
    var isFound = false
    for token in node.tokens {
      if isFound { return token.kind == .integer ? token : nil }
      isFound = token.kind == .name && node.text(token) == word
    }
    return nil
  }

  /// One step less and more, or as many as it takes to give another contact the grade.
  private mutating func thresholds(_ node: SyntaxNode, of name: String) {
    guard let score = program.scores.first(where: { $0.name == name }) else { return }
    let totals = ReachableTotals(score)
    for grade in node.nodes(.grade) {
      guard let token = grade.tokens.first(where: { $0.kind == .integer || $0.kind == .decimal }),
        let value = score.grades.first(where: { $0.name == grade.words.first })?.from
      else { continue }
      let outer = shown
      shown = Span(file: grade.span.file, start: grade.span.start, end: Int(token.end))
      for text in totals.neighbours(of: value) { add(.threshold, grade.span(token), text) }
      shown = outer
    }
  }
}
