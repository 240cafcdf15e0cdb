import BantamDiagnostics
import BantamProgram
import BantamSystem

/// A rule set as a reader asks for it: by name, with labels, texts and comments of each declaration.
public struct Catalogue: Sendable {
  public let program: Program
  let zone: ZoneRules
  let sources: DeclarationTexts
  /// Built-in fields that the rule set declares anew, and which nothing can read any more.
  private let replaced: Set<FieldID>

  public init(_ program: Program) {
    self.program = program
    zone = ZoneRules(name: program.settings.zone) ?? .utc
    sources = DeclarationTexts(program.files)
    var declared: [String: FieldID] = [:]
    var replaced: Set<FieldID> = []
    for (id, field) in program.fields.enumerated() {
      let key = (field.context == .activity ? "activity." : "") + field.name
      if let earlier = declared.updateValue(id, forKey: key) { replaced.insert(earlier) }
    }
    self.replaced = replaced
  }

  /// All declarations, sort by sort, in the order of the files; of the built-in fields only those that are used are
  /// shown by whoever asks.
  public var references: [Reference] {
    let segments = program.segments.indices
    return program.campaigns.indices.map { .campaign($0) }
      + segments.filter { !program.segments[$0].isDefine }.map { .segment($0) }
      + segments.filter { program.segments[$0].isDefine }.map { .segment($0) }
      + program.scores.indices.map { .score($0) } + program.funnels.indices.map { .funnel($0) }
      + program.purposes.indices.map { .purpose($0) } + program.teams.indices.map { .team($0) }
      + program.fields.indices.filter { !replaced.contains($0) }.map { .field($0) }
      + program.lists.indices.map { .list($0) } + program.places.indices.map { .place($0) }
      + program.tests.indices.map { .test($0) }
  }

  /// What carries the name: more than one where, say, a score and a field are called alike.
  public func references(named name: String) -> [Reference] { references.filter { self.name($0) == name } }

  /// Whether the rule set declares it itself; what is built in it does not.
  public func isDeclared(_ reference: Reference) -> Bool {
    guard case .field(let id) = reference else { return true }
    return !program.fields[id].isBuiltIn
  }

  /// The nearest name, for a did-you-mean.
  public func nearest(to name: String) -> String? { nearestName(to: name, in: references.map { self.name($0) }) }

  public func sort(_ reference: Reference) -> Sort {
    switch reference {
    case .campaign: .campaign
    case .segment(let id): program.segments[id].isDefine ? .define : .segment
    case .score: .score
    case .funnel: .funnel
    case .purpose: .purpose
    case .team: .team
    case .field: .field
    case .list: .list
    case .place: .place
    case .test: .test
    }
  }

  public func name(_ reference: Reference) -> String {
    switch reference {
    case .campaign(let id): program.campaigns[id].name
    case .segment(let id): program.segments[id].name
    case .score(let id): program.scores[id].name
    case .funnel(let id): program.funnels[id].name
    case .purpose(let id): program.purposes[id].name
    case .team(let id): program.teams[id].name
    case .field(let id): program.fields[id].name
    case .list(let id): program.lists[id].name
    case .place(let id): program.places[id].name
    case .test(let id): program.tests[id].name
    }
  }

  func span(_ reference: Reference) -> Span {
    switch reference {
    case .campaign(let id): program.campaigns[id].span
    case .segment(let id): program.segments[id].span
    case .score(let id): program.scores[id].span
    case .funnel(let id): program.funnels[id].span
    case .purpose(let id): program.purposes[id].span
    case .team(let id): program.teams[id].span
    case .field(let id): program.fields[id].span
    case .list(let id): program.lists[id].span
    case .place(let id): program.places[id].span
    case .test(let id): program.tests[id].span
    }
  }

  /// The declared label; nil where there is none.
  func label(_ reference: Reference) -> String? {
    let label: String? =
      switch reference {
      case .campaign(let id): program.campaigns[id].label
      case .segment(let id): program.segments[id].label
      case .score(let id): program.scores[id].label
      case .funnel(let id): program.funnels[id].label
      case .purpose(let id): program.purposes[id].label
      case .team(let id): program.teams[id].label
      case .field(let id): program.fields[id].label
      case .list(let id): program.lists[id].label
      case .place(let id): sources.labels[program.places[id].span]
      case .test: nil
      }
    return label?.isEmpty == true ? nil : label
  }

  /// The label, or the name with blanks.
  func title(_ reference: Reference) -> String {
    if case .test(let id) = reference { return program.tests[id].name }
    return label(reference) ?? spaced(name(reference))
  }

  /// The `##` lines above the declaration.
  func documentation(_ reference: Reference) -> String? {
    if case .field(let id) = reference, program.fields[id].isBuiltIn { return nil }
    return sources.comments[span(reference)]
  }

  /// The text of the declaration; nil for what is built in.
  func source(_ reference: Reference) -> String? {
    if case .field(let id) = reference, program.fields[id].isBuiltIn { return nil }
    return sources.texts[span(reference)]
  }

  /// `segments.bant:12`
  func place(_ span: Span) -> String? {
    guard program.files.indices.contains(span.file) else { return nil }
    let file = program.files[span.file]
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    return "\(name):\(file.position(of: span.start).line)"
  }

  func text(_ span: Span) -> String {
    program.files.indices.contains(span.file) ? program.files[span.file].text(span) : ""
  }

  /// The list that a choice takes its values from.
  func list(of field: Field) -> ListID? {
    guard !field.isBuiltIn, let name = sources.listNames[field.span] else { return nil }
    return program.lists.firstIndex { $0.name == name }
  }

  func isMoney(_ field: FieldID) -> Bool { program.fields[field].type == .money }

  func isMoney(_ expression: NumberExpression) -> Bool {
    switch expression {
    case .constant, .elapsed: false
    case .field(let reference), .companyField(let reference): isMoney(reference.field)
    case .binary(.divide, let left, let right): isMoney(left) && !isMoney(right)
    case .binary(_, let left, let right): isMoney(left) || isMoney(right)
    }
  }
}

/// A name as it is read: with blanks.
func spaced(_ name: String) -> String { name.replacing("_", with: " ") }

extension Catalogue {
  /// Where links to a declaration lead: letters, digits, `_` and `-` only, as names have no others.
  func anchor(_ reference: Reference) -> String {
    switch reference {
    case .test(let id): "test-\(id + 1)"
    case .field(let id) where program.fields[id].context == .activity: "activity-field-\(program.fields[id].name)"
    case .campaign, .segment, .score, .funnel, .purpose, .team, .field, .list, .place:
      "\(sort(reference).rawValue)-\(name(reference))"
    }
  }
}
