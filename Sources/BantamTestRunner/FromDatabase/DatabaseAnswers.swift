import BantamColumns
import BantamDiagnostics
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSession
import BantamSystem

/// What the engine says of a contact of a database, and the same contact as one that a test gives.
struct DatabaseAnswers {
  let contact: OneContact
  let outcome: Outcome
  /// Per row of the database's columns the row of the test; nil: it is left out.
  private let places: [Int?]

  /// More than that of one contact and kind nobody reads.
  private static let mostActivities = 200
  private static let mostContacts = 100

  init(_ contact: OneContact) {
    self.contact = contact
    outcome = Self.outcome(contact, contact.contacts)
    // Whoever is of a company stands below it.
    let kinds = contact.contacts.kinds
    let own = [contact.row, Int(contact.contacts.companyRows[contact.row])].filter { $0 >= 0 }
    let kept = (own + kinds.indices.filter { !own.contains($0) }).prefix(Self.mostContacts).sorted()
    var places = [Int?](repeating: nil, count: kinds.count)
    let order = kept.filter { kinds[$0] == 0 } + kept.filter { kinds[$0] != 0 }
    for (place, row) in order.enumerated() { places[row] = place }
    self.places = places
  }

  private static func outcome(_ contact: OneContact, _ columns: ContactColumns) -> Outcome {
    let plan = contact.plan
    let nodes = Array(plan.nodes.indices)
    let request = EvaluationRequest(
      threads: 1, restsOn: nodes, masks: nodes, scoresForAll: Set(plan.scores.indices), intervals: false)
    return evaluate(plan, lists: contact.program.lists, over: columns, request: request)
  }

  func holds(_ node: NodeID) -> Bool { outcome.masks[node][contact.row] & 1 != 0 }

  func restsOnMissing(_ node: NodeID) -> Bool { outcome.masks[node][contact.row] & 2 != 0 }

  /// Whether nothing but a limit or another campaign can take the contact out.
  func isLead(_ campaign: CampaignPlan) -> Bool {
    holds(campaign.audience) && !campaign.removals.contains { holds($0.node) }
  }

  /// Whether the contacts of a test get the same answers to every condition; samples go by keys and are left aside.
  func agrees(with test: Test) -> Bool {
    let columns = GivenColumns(program: contact.program, plan: contact.plan, zone: contact.zone, test).columns
    let other = Self.outcome(contact, columns)
    return contact.plan.nodes.indices.allSatisfy { node in
      if case .sample = contact.plan.nodes[node] { return true }
      return places.indices.allSatisfy { row in
        places[row].map { outcome.masks[node][row] == other.masks[node][$0] } ?? true
      }
    }
  }

  // MARK: As a test

  /// The contacts with all that the plan reads of them, and the row of the one asked for.
  func test() -> (test: Test, row: Int) {
    let columns = contact.contacts
    let empty = GivenContact(name: nil, kind: .company, company: nil, values: [], span: noSpan)
    var contacts = [GivenContact](repeating: empty, count: places.count { $0 != nil })
    for row in columns.kinds.indices {
      guard let place = places[row] else { continue }
      contacts[place].kind = columns.kinds[row] == 0 ? .company : .person
      contacts[place].company = columns.companyRows[row] < 0 ? nil : places[Int(columns.companyRows[row])]
      contacts[place].values = values(row)
      addRecords(row, to: &contacts[place])
    }
    return (
      Test(
        name: "", asOf: .instant(contact.plan.asOf), contacts: contacts, activities: activities(), expectations: [],
        span: noSpan), places[contact.row] ?? 0
    )
  }

  private func values(_ row: Int) -> [(field: FieldID, value: Value)] {
    var found: [(field: FieldID, value: Value)] = []
    var seen: Set<FieldID> = []
    for (index, need) in contact.plan.columns.enumerated() {
      let field = contact.program.fields[need.field]
      if field.isBuiltIn, field.name == "kind" { continue }
      if case .computed = field.source { continue }
      guard let value = value(contact.contacts.columns[index], need, field, row), seen.insert(need.field).inserted
      else { continue }
      found.append((need.field, value))
    }
    return found
  }

  private func value(_ column: Column, _ need: ColumnNeed, _ field: Field, _ row: Int) -> Value? {
    switch need.storage {
    case .text:
      guard let text = column.text(at: row) else { return nil }
      guard field.type == .tags else { return .text(text) }
      let tags = text.split(separator: ";").map { trimmed(String($0)) }.filter { !$0.isEmpty }
      return tags.isEmpty ? nil : .tags(tags)
    case .integer: return column.integer(at: row).map { .number(Number($0)) }
    case .tenThousandths: return column.integer(at: row).map { .number(Number(tenThousandths: $0)) }
    case .yesNo: return column.integer(at: row).map { .yesNo($0 != 0) }
    case .day: return column.integer(at: row).map { .moment(.day(Int($0))) }
    case .instant: return column.integer(at: row).map { .moment(.instant($0)) }
    case .degrees, .latitude: return location(field, row)
    }
  }

  private func location(_ field: Field, _ row: Int) -> Value? {
    guard case .columns(let latitude, let longitude) = field.source else { return nil }
    func degrees(_ name: String) -> Double? {
      contact.plan.columns.firstIndex { $0.name == name }.flatMap { contact.contacts.columns[$0].degrees(at: row) }
    }
    guard let north = degrees(latitude), let east = degrees(longitude) else { return nil }
    return .location(latitude: north, longitude: east)
  }

  private func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  // MARK: Activities

  /// Those that some condition counts, the latest of each kind, in the order of time.
  private func activities() -> [GivenActivity] {
    guard let activities = contact.contacts.activities else { return [] }
    var found: [(instant: Int64, given: GivenActivity)] = []
    for row in contact.contacts.kinds.indices {
      guard let place = places[row] else { continue }
      var counts: [String: Int] = [:]
      for index in (Int(activities.offsets[row])..<Int(activities.offsets[row + 1])).reversed() {
        let (kind, instant) = (activities.kinds.text(at: index) ?? "", activities.instants[index])
        guard counts[foldCase(kind), default: 0] < Self.mostActivities, isCounted(kind, instant) else { continue }
        counts[foldCase(kind), default: 0] += 1
        let values = contact.plan.activityColumns.enumerated().compactMap { number, need -> (FieldID, Value)? in
          let field = contact.program.fields[need.field]
          return value(activities.columns[number], need, field, index).map { (need.field, $0) }
        }
        let given = GivenActivity(
          contact: place, kind: kind, at: .instant(instant), values: values, span: noSpan)
        found.append((instant, given))
      }
    }
    return found.sorted { $0.instant < $1.instant }.map(\.given)
  }

  private func isCounted(_ kind: String, _ instant: Int64) -> Bool {
    contact.plan.counters.contains { counter in
      counter.scans.contains { scan in
        (scan.kind == nil || scan.kind == foldCase(kind)) && instant >= scan.from && instant <= scan.through
      }
    }
  }

  // MARK: Records

  private func addRecords(_ row: Int, to given: inout GivenContact) {
    let program = contact.program
    for (need, mask) in zip(contact.plan.sets, contact.contacts.sets) where mask[row] != 0 {
      switch need {
      case .basis(let purpose, _):
        if let id = program.purposes.firstIndex(where: { $0.name == purpose }) { given.consents.append(id) }
      case .objection(let purpose):
        if let id = program.purposes.firstIndex(where: { $0.name == purpose }) { given.objections.append(id) }
      case .suppressed(let channel): given.suppressedChannels.append(channel)
      case .member(let campaign, let status, let from, _):
        if let id = program.campaigns.firstIndex(where: { $0.name == campaign }) {
          add(membership: (id, from.map { .instant($0) }, status), to: &given)
        }
      case .memberOfOther(let campaign, let from, _):
        let others = program.campaigns.indices.filter { program.campaigns[$0].name != campaign }
        if let id = others.first, !given.memberships.contains(where: { others.contains($0.campaign) }) {
          given.memberships.append((id, from.map { .instant($0) }, nil))
        }
      case .stage(let funnel, let project, let stages): add(stage: funnel, project, stages, false, to: &given)
      case .stageEver(let funnel, let project, let stages): add(stage: funnel, project, stages, true, to: &given)
      case .edited, .snapshot: break
      }
    }
  }

  /// The one that says most of each campaign.
  private func add(
    membership: (campaign: CampaignID, since: Moment?, status: String?), to given: inout GivenContact
  ) {
    guard let index = given.memberships.firstIndex(where: { $0.campaign == membership.campaign }) else {
      given.memberships.append(membership)
      return
    }
    let known = given.memberships[index]
    given.memberships[index] = (membership.campaign, known.since ?? membership.since, known.status ?? membership.status)
  }

  private func add(
    stage funnel: String, _ project: String?, _ stages: [String], _ isPast: Bool, to given: inout GivenContact
  ) {
    let program = contact.program
    guard let id = program.funnels.firstIndex(where: { $0.name == funnel }) else { return }
    let known = given.stages.contains { stage in
      stage.funnel == id && (project == nil || stage.project == project) && (isPast || !stage.isPast)
        && stages.contains(program.funnels[id].stages[stage.stage].name)
    }
    guard !known, let stage = program.funnels[id].stages.firstIndex(where: { stages.contains($0.name) }) else { return }
    let anyProject = program.campaigns.first { $0.funnel == id && $0.project != nil }?.project
    given.stages.append(
      GivenStage(
        funnel: id, project: program.funnels[id].isPerProject ? project ?? anyProject : nil, stage: stage,
        isPast: isPast))
  }
}

/// Of what stands in no file.
let noSpan = Span(file: 0, start: 0, end: 0)

extension Counter {
  /// The activities that it looks at.
  fileprivate var scans: [ActivityScan] {
    switch self {
    case .count(let scan), .edge(_, let scan), .aggregate(_, _, let scan), .agedLatest(_, _, let scan),
      .agedEach(_, _, let scan):
      [scan]
    case .sequence(let scan, _, let after): [scan, after]
    }
  }
}
