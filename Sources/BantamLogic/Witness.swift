import BantamDiagnostics
import BantamPlan
import BantamProgram
import BantamSystem

/// A contact with the records around it, made up so that it has some answers: the first contact is the one asked.
///
/// It is a proposal: whether it has them is for the engine to say.
public struct Witness: Sendable {
  public var contacts: [GivenContact] = []
  public var activities: [GivenActivity] = []
}

extension Logic {
  /// Contacts that could have all these answers, the plainest first.
  ///
  /// - Parameter asOf: the instant they are seen at, milliseconds since 1970-01-01T00:00:00Z.
  public func witnesses(
    _ wanted: [(condition: Condition, isYes: Bool)], asOf: Int64, most: Int = 4
  ) -> [Witness] {
    let boxes = Expansion(knowledge).boxes(wanted)
    // Few statements make a short example; that a person is no company tells nothing.
    func rank(_ box: Box) -> (Int, Int) {
      (box.states[.kind(.contact)]?.numbers[.number]?.low == 1 ? 1 : 0, box.literals.count)
    }
    let plain = boxes.sorted { rank($0) < rank($1) }.prefix(most)
    var found: [Witness] = []
    for prefersMissing in [false, true] {
      for box in plain {
        var maker = WitnessMaker(knowledge, asOf: asOf, prefersMissing: prefersMissing)
        maker.make(box)
        found.append(maker.witness)
      }
    }
    return found
  }
}

/// Turns a box into contacts.
struct WitnessMaker {
  let knowledge: Knowledge
  let picker: ValuePicker
  let prefersMissing: Bool
  private(set) var witness = Witness()
  private var depth = 0
  private static let mostPersons = 5
  private static let mostActivities = 50

  init(_ knowledge: Knowledge, asOf: Int64, prefersMissing: Bool) {
    self.knowledge = knowledge
    self.prefersMissing = prefersMissing
    picker = ValuePicker(knowledge, asOf: asOf)
  }

  private var program: Program { knowledge.program }

  private static let nowhere = Span(file: 0, start: 0, end: 0)

  mutating func make(_ box: Box) { _ = make(box, kind: nil, company: nil) }

  /// Adds a contact; returns its index.
  private mutating func make(_ box: Box, kind: ContactKind?, company: Int?) -> Int {
    let index = witness.contacts.count
    let kind = kind ?? self.kind(of: box)
    witness.contacts.append(
      GivenContact(name: nil, kind: kind, company: company, values: [], span: Self.nowhere))
    if kind == .person, company == nil, needsCompany(box) { addCompany(box, of: index) }
    for (subject, state) in ordered(box) { fill(subject, state, of: index, .contact) }
    if kind == .company { addPersons(box, of: index) }
    return index
  }

  private func kind(of box: Box) -> ContactKind {
    if let low = box.states[.kind(.contact)]?.numbers[.number]?.low, low > 0 { return .person }
    if let high = box.states[.kind(.contact)]?.numbers[.number]?.high, high < 1 { return .company }
    let isPerson = box.states.keys.contains { subject in
      switch subject {
      case .hasCompany: true
      case .field(.contact, let field): program.fields[field].context == .person
      case .kind, .field, .tag, .expression, .order, .timeOrder, .persons, .count, .edge, .aggregate, .sample, .stage,
        .flag:
        false
      }
    }
    return isPerson ? .person : .company
  }

  /// In one order, whatever the dictionary's: the statements' own.
  private func ordered(_ box: Box) -> [(Subject, Box.State)] {
    var seen: Set<Subject> = []
    return box.literals.compactMap { literal in
      guard seen.insert(literal.subject).inserted, let state = box.states[literal.subject] else { return nil }
      return (literal.subject, state)
    }
  }

  // MARK: Related contacts

  private func needsCompany(_ box: Box) -> Bool { box.states[.hasCompany]?.numbers[.number]?.low == 1 }

  private mutating func addCompany(_ box: Box, of index: Int) {
    let company = witness.contacts.count
    witness.contacts.append(
      GivenContact(name: nil, kind: .company, company: nil, values: [], span: Self.nowhere))
    witness.contacts[index].company = company
    for (subject, state) in ordered(box) { fill(subject, state, of: company, .company) }
  }

  private mutating func addPersons(_ box: Box, of index: Int) {
    guard depth < 3 else { return }
    var nobody: [Condition] = []
    var somebody: [(condition: Condition, count: Int)] = []
    for (subject, state) in ordered(box) {
      guard case .persons(let condition) = subject, let set = state.numbers[.number] else { continue }
      if set.high == 0 { nobody.append(condition) }
      if let low = set.low, low > 0, !state.allowsMissing {
        somebody.append((condition, min(Int(clamping: low), Self.mostPersons)))
      }
    }
    for (condition, count) in somebody {
      let wanted = [(condition, true)] + nobody.map { ($0, false) }
      guard let person = Expansion(knowledge).boxes(wanted).min(by: { $0.literals.count < $1.literals.count }) else {
        continue
      }
      depth += 1
      for _ in 0..<count { _ = make(person, kind: .person, company: index) }
      depth -= 1
    }
  }

  // MARK: Values

  private mutating func fill(_ subject: Subject, _ state: Box.State, of index: Int, _ whose: Whose) {
    if prefersMissing, state.allowsMissing { return }
    switch subject {
    case .field(whose, let field):
      if let value = picker.value(of: field, state, subject) { set(field, value, of: index) }
    case .tag(whose, let field, let tag):
      if state.numbers[.number]?.low == 1 { addTag(field, knowledge.spelling(tag), of: index) }
    case .expression(whose, let expression): fill(expression, state, of: index)
    case .order(whose, let first, let second): fill(first, second, state, of: index)
    case .count(whose, let filter):
      if let least = state.numbers[.number]?.low, least > 0 {
        for _ in 0..<min(Int(clamping: least), Self.mostActivities) { addActivity(filter, filter.window, of: index) }
      }
    case .edge(whose, _, let filter):
      if let moment = picker.moment(state, isDate: false) { add(filter, at: moment, of: index) }
    case .aggregate(whose, _, let field, let filter):
      if let number = picker.number(state, subject) {
        addActivity(filter, filter.window, of: index, with: (field, .number(picker.inTenThousandths(number, field))))
      }
    case .stage(whose, let funnel, let project):
      if let stage = state.numbers[.number]?.low {
        witness.contacts[index].stages.append(
          GivenStage(funnel: funnel, project: project, stage: Int(max(0, stage)), isPast: false))
      }
    case .flag(whose, let condition):
      if state.numbers[.number]?.low == 1 { fill(condition, of: index) }
    case .kind, .hasCompany, .persons, .sample, .timeOrder, .field, .tag, .expression, .order, .count, .edge,
      .aggregate, .stage, .flag:
      break
    }
  }

  private mutating func set(_ field: FieldID, _ value: Value, of index: Int) {
    let context = program.fields[field].context
    let isOthers = context == .company || context == .person
    guard !isOthers || context.rawValue == witness.contacts[index].kind.rawValue,
      !witness.contacts[index].values.contains(where: { $0.field == field })
    else { return }
    // What follows the @ cannot be given by itself.
    if case .computed(.domain(let source)) = program.fields[field].source, case .text(let domain) = value {
      witness.contacts[index].values.append((source, .text("info@" + domain)))
    } else if case .computed = program.fields[field].source {
      return
    } else {
      witness.contacts[index].values.append((field, value))
    }
  }

  private mutating func addTag(_ field: FieldID, _ tag: String, of index: Int) {
    let known = witness.contacts[index].values.firstIndex { $0.field == field }
    if let known, case .tags(let tags) = witness.contacts[index].values[known].value {
      witness.contacts[index].values[known].value = .tags(tags + [tag])
    } else {
      witness.contacts[index].values.append((field, .tags([tag])))
    }
  }

  private mutating func fill(_ expression: NumberExpression, _ state: Box.State, of index: Int) {
    guard let number = picker.number(state, nil) else { return }
    switch expression {
    case .elapsed(let unit, let field):
      set(field.field, .moment(picker.moment(unitsAgo: number, unit)), of: index)
    case .binary(.divide, .field(let first), .field(let second)):
      set(first.field, .number(picker.inTenThousandths(number, first.field)), of: index)
      set(second.field, .number(Number(1)), of: index)
    case .binary(_, .field(let first), .field(let second)):
      set(first.field, .number(picker.inTenThousandths(number, first.field)), of: index)
      set(second.field, .number(Number(0)), of: index)
    case .constant, .field, .companyField, .binary: break
    }
  }

  private mutating func fill(
    _ first: NumberExpression, _ second: NumberExpression, _ state: Box.State, of index: Int
  ) {
    guard case .field(let left) = first, case .field(let right) = second,
      let order = state.numbers[.number]?.low
    else { return }
    set(left.field, .number(Number(order < 0 ? 1 : order > 0 ? 3 : 2)), of: index)
    set(right.field, .number(Number(2)), of: index)
  }

  /// What of the database makes a flag hold.
  private mutating func fill(_ condition: Condition, of index: Int) {
    switch condition.kind {
    case .reachable(let purpose):
      witness.contacts[index].consents.append(purpose)
      let channel = program.purposes[purpose].channel
      for field in ChannelAddress(of: channel, program)?.fields ?? [] {
        let name = program.fields[field].name
        let value =
          name.contains("mail") ? "info@example.com" : name.contains("phone") ? "+49 40 123456" : "Deichstr. 1"
        set(field, .text(value), of: index)
      }
    case .member(let campaign, let status, let joined):
      let since = joined.flatMap { picker.moment(in: $0) }
      witness.contacts[index].memberships.append((campaign, since, status))
    case .stageEver(let project, let funnel, let stage):
      witness.contacts[index].stages.append(
        GivenStage(funnel: funnel, project: project ?? "project", stage: stage, isPast: true))
    case .stage(let test):
      witness.contacts[index].stages.append(
        GivenStage(funnel: test.funnel, project: test.project ?? "project", stage: test.stage, isPast: false))
    case .sequence(let filter, let duration, let after):
      addActivity(after, .inLast(Duration(duration.count + 30, duration.unit)), of: index)
      addActivity(filter, .inLast(duration), of: index)
    case .constant, .all, .any, .not, .atLeast, .segment, .isMissing, .isYes, .text, .sameText, .isShared, .number,
      .compare, .time, .compareTimes, .within, .sample, .persons, .ofCompany, .did, .edge, .aggregate, .didInEach,
      .memberOfOther:
      break
    }
  }

  // MARK: Activities

  private mutating func addActivity(
    _ filter: ActivityFilter, _ window: TimeTest?, of index: Int, with value: (field: FieldID, value: Value)? = nil
  ) {
    let moment = window.flatMap { picker.moment(in: $0) } ?? picker.yesterday
    add(filter, at: moment, of: index, with: value)
  }

  private mutating func add(
    _ filter: ActivityFilter, at moment: Moment, of index: Int, with value: (field: FieldID, value: Value)? = nil
  ) {
    guard witness.activities.count < Self.mostActivities else { return }
    var values: [(field: FieldID, value: Value)] = []
    if let condition = filter.condition, let box = Expansion(knowledge).boxes([(condition, true)]).first {
      for (subject, state) in ordered(box) {
        guard case .field(_, let field) = subject, let chosen = picker.value(of: field, state, subject) else {
          continue
        }
        values.append((field, chosen))
      }
    }
    if let value, !values.contains(where: { $0.field == value.field }) { values.append(value) }
    witness.activities.append(
      GivenActivity(
        contact: index, kind: filter.kind ?? "visit", at: moment, values: values, span: Self.nowhere))
  }
}
