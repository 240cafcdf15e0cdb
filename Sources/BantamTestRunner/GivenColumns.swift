import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// The contacts and activities that a test gives, as the columns its plan reads: row r is the test's contact r.
struct GivenColumns {
  let program: Program
  let plan: Plan
  let zone: ZoneRules
  let contacts: [GivenContact]
  let activities: [GivenActivity]

  init(program: Program, plan: Plan, zone: ZoneRules, _ test: Test) {
    self.program = program
    self.plan = plan
    self.zone = zone
    contacts = test.contacts
    activities = test.activities
  }

  var columns: ContactColumns {
    ContactColumns(
      count: contacts.count, keys: .integers(Cells(contacts.indices.map { Int64($0) + 1 })),
      kinds: Cells(contacts.map { $0.kind == .company ? 0 : 1 }),
      companyRows: Cells(contacts.map { Int32($0.company ?? -1) }),
      columns: plan.columns.map { need in
        column(need, contacts.map { isKind(need) ? .text($0.kind.rawValue) : value(need, $0.values) })
      },
      sets: plan.sets.map { need in contacts.map { isMember($0, need) ? 1 : 0 } }, activities: activityColumns)
  }

  // MARK: Values

  /// The value of the column's field, or of another field of the same column.
  private func value(_ need: ColumnNeed, _ values: [(field: FieldID, value: Value)]) -> Value? {
    if let own = values.last(where: { $0.field == need.field }) { return own.value }
    return values.last { program.fields[$0.field].columnNames.contains(need.name) }?.value
  }

  private func isKind(_ need: ColumnNeed) -> Bool {
    program.fields[need.field].isBuiltIn && program.fields[need.field].name == "kind"
  }

  private func column(_ need: ColumnNeed, _ values: [Value?]) -> Column {
    switch need.storage {
    case .text: .texts(values.map { $0?.text })
    case .integer: .integers(values.map { $0?.number.map { $0.tenThousandths / Number.scale } })
    case .tenThousandths: .integers(values.map { $0?.number?.tenThousandths })
    case .yesNo: .integers(values.map { $0?.yesNo.map { $0 ? 1 : 0 } })
    case .day: .integers(values.map { $0?.moment.map { Int64(clock.day(of: $0)) } })
    case .instant: .integers(values.map { $0?.moment.map { clock.instant(of: $0) } })
    case .degrees, .latitude:
      .degrees(values.map { $0?.location.map { isLatitude(need) ? $0.latitude : $0.longitude } })
    }
  }

  private func isLatitude(_ need: ColumnNeed) -> Bool {
    program.fields[need.field].columnNames.first == need.name
  }

  private var clock: RunClock { RunClock(asOf: plan.asOf, zone: zone) }

  // MARK: Sets

  private func isMember(_ contact: GivenContact, _ need: SetNeed) -> Bool {
    switch need {
    case .member(let campaign, let status, let from, let through):
      contact.memberships.contains { membership in
        program.campaigns[membership.campaign].name == campaign
          && (status == nil || status.map { foldCase($0) } == membership.status.map { foldCase($0) })
          && isInside(membership.since, from, through)
      }
    case .memberOfOther(let campaign, let from, let through):
      !contact.memberships.contains { program.campaigns[$0.campaign].name == campaign }
        && contact.memberships.contains { isInside($0.since, from, through) }
    // Nobody works by hand in a test.
    case .edited, .snapshot: false
    case .basis(let purpose, _): contact.consents.contains { program.purposes[$0].name == purpose }
    case .objection(let purpose): contact.objections.contains { program.purposes[$0].name == purpose }
    case .suppressed(let channel): contact.suppressedChannels.contains(channel)
    case .stage(let funnel, let project, let stages):
      contact.stages.contains { !$0.isPast && isOne($0, funnel, project, stages) }
    case .stageEver(let funnel, let project, let stages):
      contact.stages.contains { isOne($0, funnel, project, stages) }
    }
  }

  /// A member without `since` joined at no moment one knows of.
  private func isInside(_ since: Moment?, _ from: Int64?, _ through: Int64?) -> Bool {
    if from == nil, through == nil { return true }
    guard let instant = since.map({ clock.instant(of: $0) }) else { return false }
    return instant >= from ?? instant && instant <= through ?? instant
  }

  private func isOne(_ given: GivenStage, _ funnel: String, _ project: String?, _ stages: [String]) -> Bool {
    let declared = program.funnels[given.funnel]
    return declared.name == funnel && (project == nil || given.project == project)
      && stages.contains(declared.stages[given.stage].name)
  }

  // MARK: Activities

  private var activityColumns: ActivityColumns? {
    guard !plan.counters.isEmpty else { return nil }
    let clock = clock
    let instants = activities.map { clock.instant(of: $0.at) }
    let order = activities.indices.sorted { first, second in
      (activities[first].contact, instants[first], first) < (activities[second].contact, instants[second], second)
    }
    var offsets = [Int32](repeating: 0, count: contacts.count + 1)
    for activity in activities { offsets[activity.contact + 1] += 1 }
    for row in contacts.indices { offsets[row + 1] += offsets[row] }
    return ActivityColumns(
      offsets: Cells(offsets), instants: Cells(order.map { instants[$0] }),
      kinds: .texts(order.map { activities[$0].kind }),
      columns: plan.activityColumns.map { need in column(need, order.map { value(need, activities[$0].values) }) })
  }
}

extension Field {
  /// The columns it is stored in; none for a computed field.
  var columnNames: [String] {
    switch source {
    case .column(let name): [name]
    case .columns(let latitude, let longitude): [latitude, longitude]
    case .computed: []
    }
  }
}

extension Value {
  /// Tags stand in one cell, separated by `;`.
  var text: String? {
    switch self {
    case .text(let text): text
    case .tags(let tags): tags.joined(separator: ";")
    case .number, .yesNo, .moment, .location: nil
    }
  }

  var number: Number? { if case .number(let number) = self { number } else { nil } }
  var yesNo: Bool? { if case .yesNo(let value) = self { value } else { nil } }
  var moment: Moment? { if case .moment(let moment) = self { moment } else { nil } }
  var location: (latitude: Double, longitude: Double)? {
    if case .location(let latitude, let longitude) = self { (latitude, longitude) } else { nil }
  }
}
