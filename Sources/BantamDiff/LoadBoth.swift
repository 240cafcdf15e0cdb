import BantamColumns
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore

/// The contacts of both sides. Each contact has a number: its row in the old side's contacts; those that only the new
/// side has follow.
struct BothContacts {
  var old: ContactColumns
  var new: ContactColumns
  /// Per row of the new side the contact's number; nil: both have the same rows.
  var numbers: [Int32]?
  var report: LoadReport
}

/// Loads the contacts once for both sides where they read the same tables, else twice.
func loadBoth(_ old: PlannedSide, _ new: PlannedSide, threads: Int) throws(RunFailure) -> BothContacts {
  if readsTheSame(old, new) { return try loadOnce(old, new, threads: threads) }
  let (newContacts, report) = try load(new.plan, new, threads: threads)
  let (oldContacts, oldReport) = try load(old.plan, old, threads: threads)
  if report.revision != oldReport.revision { throw .store(.changedSince(path: new.store.database.path), new.rules) }
  let index = KeyIndex(oldContacts.keys)
  var next = Int32(oldContacts.count)
  let numbers = (0..<newContacts.count).map { row in
    let known = index.row(of: SQLValue(keyOf: row, newContacts.keys))
    if known >= 0 { return known }
    next += 1
    return next - 1
  }
  return BothContacts(old: oldContacts, new: newContacts, numbers: numbers, report: report)
}

private func load(
  _ plan: Plan, _ side: PlannedSide, threads: Int
) throws(RunFailure) -> (ContactColumns, LoadReport) {
  do throws(StoreError) {
    return try side.store.load(plan, side.rules.program, zone: side.zone, threads: threads)
  } catch {
    throw .store(error, side.rules)
  }
}

/// Whether a column of one side is the same column of the other.
private func readsTheSame(_ old: PlannedSide, _ new: PlannedSide) -> Bool {
  let (one, two) = (old.store.layout, new.store.layout)
  guard old.rules.program.settings.zone == new.rules.program.settings.zone, one.contacts.name == two.contacts.name,
    one.contacts.key == two.contacts.key, one.contacts.isOwn == two.contacts.isOwn, one.kind == two.kind,
    one.kindColumn == two.kindColumn, one.companyColumn == two.companyColumn,
    one.activities?.name == two.activities?.name, one.activities?.key == two.activities?.key,
    one.activityKindColumn == two.activityKindColumn, one.activityInstantColumn == two.activityInstantColumn
  else { return false }
  // A suppression list is compared with the channel's own field.
  return (old.plan.sets + new.plan.sets).allSatisfy { need in
    guard case .suppressed(let channel) = need else { return true }
    return old.rules.program.column(of: channel) == new.rules.program.column(of: channel)
  }
}

extension Program {
  fileprivate func column(of channel: String) -> String? {
    let field = fields.last { $0.name == channel && $0.context != .activity }
    if case .column(let name)? = field?.source { return name }
    return nil
  }
}

private func loadOnce(_ old: PlannedSide, _ new: PlannedSide, threads: Int) throws(RunFailure) -> BothContacts {
  var plan = new.plan
  let columns = places(of: old.plan.columns, in: &plan.columns)
  let activityColumns = places(of: old.plan.activityColumns, in: &plan.activityColumns)
  var sets: [Int] = []
  for need in old.plan.sets {
    sets.append(plan.sets.firstIndex(of: need) ?? plan.sets.count)
    if sets.last == plan.sets.count { plan.sets.append(need) }
  }
  // What makes loading look for activities and for companies.
  if plan.counters.isEmpty { plan.counters = old.plan.counters }
  if old.plan.needsCompanies, !plan.needsCompanies { plan.nodes.append(.ofCompany(0)) }
  let (all, report) = try load(plan, new, threads: threads)
  func part(_ own: Plan, _ columns: [Int], _ sets: [Int], _ activityColumns: [Int]) -> ContactColumns {
    var activities = own.counters.isEmpty ? nil : all.activities
    activities?.columns = activityColumns.compactMap { all.activities?.columns[$0] }
    return ContactColumns(
      count: all.count, keys: all.keys, kinds: all.kinds, companyRows: all.companyRows,
      columns: columns.map { all.columns[$0] }, sets: sets.map { all.sets[$0] }, activities: activities)
  }
  return BothContacts(
    old: part(old.plan, columns, sets, activityColumns),
    new: part(
      new.plan, Array(new.plan.columns.indices), Array(new.plan.sets.indices),
      Array(new.plan.activityColumns.indices)),
    report: report)
}

/// Where the other side's columns stand among ours; those that are missing are added.
private func places(of needs: [ColumnNeed], in own: inout [ColumnNeed]) -> [Int] {
  needs.map { need in
    if let place = own.firstIndex(where: { $0.name == need.name && $0.storage == need.storage }) { return place }
    // The field is one of another program: no place in ours.
    own.append(ColumnNeed(name: need.name, storage: need.storage, field: .max))
    return own.count - 1
  }
}
