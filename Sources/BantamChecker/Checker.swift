import BantamDiagnostics
import BantamProgram
import BantamSyntax
import BantamSystem

/// What a list's file gives: values and, for a hierarchy, what each stands under.
public struct ListFile: Sendable {
  public var columns: [String]
  /// nil: the asked column does not exist.
  public var values: [String]?
  public var parents: [String]?
  public init(columns: [String], values: [String]?, parents: [String]?) {
    self.columns = columns
    self.values = values
    self.parents = parents
  }
}

/// Reads a list's file: path as written, the rule file that names it, columns (nil: the first). The checker itself does
/// no I/O. Throws the reason in words.
public typealias ListReader = (_ path: String, _ ruleFile: String, _ column: String?, _ parent: String?) throws ->
  ListFile

/// The program of some trees, and everything wrong with it. A program with errors is not to be run.
///
/// Trees with syntax errors are checked where they are whole.
public func check(_ trees: [SyntaxTree], readList: ListReader) -> (program: Program, errors: [CheckError]) {
  withoutActuallyEscaping(readList) { reader in
    let prelude = parse(SourceFile(path: Prelude.path, text: Prelude.text, isBuiltIn: true), file: trees.count).tree
    var checker = Checker(files: trees.map(\.source) + [prelude.source], readList: reader)
    checker.collect(prelude, isPrelude: true)
    for tree in trees { checker.collect(tree, isPrelude: false) }
    checker.checkAll()
    return (checker.program, checker.errors)
  }
}

/// The work of `check`: first every declaration's name, then what each says.
struct Checker {
  static let maximumErrors = 300

  var program = Program()
  var errors: [CheckError] = []
  let readList: ListReader
  var zone = ZoneRules.utc

  /// Fields, segments, defines, lists and places share one namespace: they can stand in the same condition.
  var symbols: [String: Symbol] = [:]
  var sortedNames: [String]?
  /// The folded choices of a field, by the place of its declaration.
  var choiceSets: [Span: Set<String>] = [:]
  /// The folded statuses of a campaign's members.
  var statusSets: [CampaignID: Set<String>] = [:]
  var activityFields: [String: FieldID] = [:]
  var scores: [String: ScoreID] = [:]
  var teams: [String: TeamID] = [:]
  var purposes: [String: PurposeID] = [:]
  var funnels: [String: FunnelID] = [:]
  var campaigns: [String: CampaignID] = [:]
  /// Project name → the funnel it uses, if any.
  var projects: [String: FunnelID?] = [:]

  /// The campaign whose `audience` or `exclude` is being checked.
  var campaignAround: CampaignID?
  /// The stages that grades suggest, with the word and its place.
  var suggestedStages: [ScoreID: [(stage: String, span: Span)]] = [:]
  private var sortedTables: [String: [String]] = [:]

  var settingSpans: [NodeKind: Span] = [:]
  /// The `as of` of the settings, read once the zone is known.
  var clock: SyntaxNode?
  var pendingChoices: [(field: FieldID, node: SyntaxNode, name: Token)] = []
  var gradeSpans: [ScoreID: Span] = [:]
  /// Which segments each segment names; -1 collects what scores and campaigns name.
  var segmentReads: [SegmentID: [SegmentID]] = [:]
  var currentSegment = -1
  var declarations: [Declaration] = []
  /// The declaration of each segment and define.
  var segmentNodes: [SyntaxNode] = []
  /// Fields whose `= …` is checked after all fields are known.
  var computedFields: [(field: FieldID, node: SyntaxNode)] = []
  /// Which fields a computed field reads, for cycles.
  var fieldReads: [FieldID: [FieldID]] = [:]

  init(files: [SourceFile], readList: @escaping ListReader) {
    program.files = files
    self.readList = readList
  }

  enum Symbol {
    case field(FieldID)
    case segment(SegmentID)
    case list(ListID)
    case place(PlaceID)
  }

  struct Declaration {
    var node: SyntaxNode
    var index: Int
  }

  mutating func report(_ error: CheckError) {
    if errors.count < Self.maximumErrors { errors.append(error) }
  }

  mutating func report(_ error: NameError) { report(.name(error)) }
  mutating func report(_ error: SettingError) { report(.setting(error)) }
  mutating func report(_ error: ValueError) { report(.value(error)) }
  mutating func report(_ error: TestError) { report(.test(error)) }
  mutating func report(_ error: ContextError) { report(.context(error)) }
  mutating func report(_ error: ScoreError) { report(.score(error)) }
  mutating func report(_ error: ProcessError) { report(.process(error)) }
  mutating func report(_ error: LeadError) { report(.lead(error)) }

  // MARK: Names

  /// The declared name of a head such as `segment NAME "label"`; nil where it is broken.
  func head(_ node: SyntaxNode) -> (name: String, label: String?, span: Span)? {
    let names = node.tokens(.name)
    guard names.count > 1 else { return nil }
    return (node.text(names[1]), label(node), node.span(names[1]))
  }

  func label(_ node: SyntaxNode) -> String? { node.token(.string).map { node.unquoted($0) } }

  func span(of symbol: Symbol) -> Span {
    switch symbol {
    case .field(let id): program.fields[id].span
    case .segment(let id): program.segments[id].span
    case .list(let id): program.lists[id].span
    case .place(let id): program.places[id].span
    }
  }

  func sort(of symbol: Symbol) -> String {
    switch symbol {
    case .field: "field"
    case .segment(let id): program.segments[id].isDefine ? "define" : "segment"
    case .list: "list"
    case .place: "place"
    }
  }

  /// Enters a name into the shared namespace; reports a duplicate.
  mutating func declare(_ name: String, _ symbol: Symbol, at span: Span) {
    if let earlier = symbols[name] {
      if case .field(let id) = earlier, program.fields[id].isBuiltIn {
        report(.shadowsField(name, span))
      } else {
        report(.duplicate(name, what: sort(of: symbol), span, first: self.span(of: earlier)))
      }
      return
    }
    symbols[name] = symbol
  }

  mutating func resolve(_ table: [String: Int], _ token: Token?, _ node: SyntaxNode, what: String) -> Int? {
    guard let token else { return nil }
    let name = node.text(token)
    if let id = table[name] { return id }
    let known = sortedNames(of: table, what)
    if let other = symbols[name], nearestName(to: name, in: known) == nil {
      report(.wrongSort(name, is: sort(of: other), wanted: what, node.span(token), declared: span(of: other)))
      return nil
    }
    report(.unknownName(name, what: what, known: known, node.span(token)))
    return nil
  }

  /// Sorted once for all errors that name them: a table only grows.
  private mutating func sortedNames(of table: [String: Int], _ what: String) -> [String] {
    if let names = sortedTables[what], names.count == table.count { return names }
    let names = table.keys.sorted()
    sortedTables[what] = names
    return names
  }

  // MARK: First pass

  mutating func collect(_ tree: SyntaxTree, isPrelude: Bool) {
    for node in tree.root.nodes { collect(node, isPrelude: isPrelude) }
  }

  private mutating func collect(_ node: SyntaxNode, isPrelude: Bool) {
    switch node.kind {
    case .edition: checkEdition(node)
    case .settings: checkSettings(node)
    case .fields: collectFields(node, isPrelude: isPrelude)
    case .list: collectList(node)
    case .place: collectPlace(node)
    case .define, .segment:
      guard let head = head(node) else { return }
      let id = program.segments.count
      program.segments.append(
        Segment(
          name: head.name, label: head.label, isDefine: node.kind == .define, context: .contact,
          condition: Condition(.constant(false), head.span), documentation: node.documentation, span: head.span))
      segmentNodes.append(node)
      declare(head.name, .segment(id), at: head.span)
      declarations.append(Declaration(node: node, index: id))
    case .score:
      enter(node, \.scores, what: "score", count: program.scores.count) { checker, head in
        checker.program.scores.append(
          Score(
            name: head.name, label: head.label, disciplines: [], vetoes: [], documentation: node.documentation,
            span: head.span))
      }
    case .team:
      enter(node, \.teams, what: "team", count: program.teams.count) { checker, head in
        checker.program.teams.append(Team(name: head.name, label: head.label, members: [], span: head.span))
      }
    case .purpose:
      enter(node, \.purposes, what: "purpose", count: program.purposes.count) { checker, head in
        checker.program.purposes.append(
          Purpose(
            name: head.name, label: head.label, basis: .consent, channel: "", keep: nil, condition: nil, span: head.span
          ))
      }
    case .funnel:
      enter(node, \.funnels, what: "funnel", count: program.funnels.count) { checker, head in
        let isPerProject = node.has("project")
        checker.program.funnels.append(
          Funnel(
            name: head.name, label: head.label, isPerProject: isPerProject, stages: [], transitions: [], span: head.span
          ))
      }
    case .campaign:
      enter(node, \.campaigns, what: "campaign", count: program.campaigns.count) { checker, head in
        checker.program.campaigns.append(
          Campaign(
            name: head.name, label: head.label, audience: Condition(.constant(false), head.span), span: head.span))
      }
    case .grades, .test: declarations.append(Declaration(node: node, index: 0))
    default: break
    }
  }

  private mutating func enter(
    _ node: SyntaxNode, _ table: WritableKeyPath<Checker, [String: Int]>, what: String, count: Int,
    _ append: (inout Checker, (name: String, label: String?, span: Span)) -> Void
  ) {
    guard let head = head(node) else { return }
    if let earlier = self[keyPath: table][head.name] {
      report(.duplicate(head.name, what: what, head.span, first: declaredSpan(what, earlier)))
    } else {
      self[keyPath: table][head.name] = count
    }
    append(&self, head)
    declarations.append(Declaration(node: node, index: count))
  }

  private func declaredSpan(_ what: String, _ index: Int) -> Span {
    switch what {
    case "score": program.scores[index].span
    case "team": program.teams[index].span
    case "purpose": program.purposes[index].span
    case "funnel": program.funnels[index].span
    default: program.campaigns[index].span
    }
  }

  // MARK: Second pass

  mutating func checkAll() {
    if let clock { program.settings.asOf = moment(clock, allowsToday: false) }
    resolveChoices()
    for (field, node) in computedFields { checkComputation(field, node) }
    checkFieldCycles()
    for declaration in declarations where declaration.node.kind == .funnel { checkFunnel(declaration) }
    for declaration in declarations where declaration.node.kind == .campaign { collectCampaign(declaration) }
    inferContexts()
    for declaration in declarations { check(declaration) }
    finishFunnels()
    for declaration in declarations where declaration.node.kind == .grades { checkGrades(declaration.node) }
    for declaration in declarations where declaration.node.kind == .test { checkTest(declaration.node) }
    checkSuggestedStages()
    checkSegmentCycles()
    checkCampaignCycles()
  }

  private mutating func check(_ declaration: Declaration) {
    switch declaration.node.kind {
    case .define, .segment: checkSegment(declaration)
    case .score: checkScore(declaration)
    case .purpose: checkPurpose(declaration)
    case .team: checkTeam(declaration)
    case .campaign: checkCampaign(declaration)
    default: break
    }
  }
}
