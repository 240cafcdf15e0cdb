import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// Copies of a contact and the ones it needs, each with other changes: row r of copy c is row c · count + r.
struct Variants {
  /// The plan without segments and campaigns. What asks whether a value stands in another contact too is answered
  /// beforehand, as the copies would share all of them.
  let plan: Plan
  private let base: ContactColumns
  private let needs: [ColumnNeed]
  private let values: [[CellValue]]
  private let sets: [[UInt8]]
  /// Per set that stands for `is shared` the column.
  private let sharedColumns: [SetID: ColumnID]
  private let activities: [Activity]

  private struct Activity {
    var row: Int
    var kind: String
    var instant: Int64
    var cells: [CellValue]
  }

  init(_ facts: Facts) {
    base = facts.contact.contacts
    var plan = facts.plan
    plan.segments = []
    plan.campaigns = []
    var sets = base.sets
    var sharedColumns: [SetID: ColumnID] = [:]
    for (node, kind) in plan.nodes.enumerated() {
      guard case .isShared(let column) = kind else { continue }
      sharedColumns[sets.count] = column
      plan.nodes[node] = .set(sets.count)
      plan.sets.append(.objection(purpose: ""))
      sets.append((0..<base.count).map { facts.answer(node, $0).holds ? 1 : 0 })
    }
    self.plan = plan
    self.sets = sets
    self.sharedColumns = sharedColumns
    needs = plan.columns
    values = zip(base.columns, plan.columns).map { column, need in
      (0..<column.count).map { Self.value(column, need.storage, $0) }
    }
    activities = Self.activities(base, plan)
  }

  func columns(_ changes: [[Change]]) -> ContactColumns {
    var values = values.map { column in changes.flatMap { _ in column } }
    var sets = sets.map { mask in changes.flatMap { _ in mask } }
    for (copy, parts) in changes.enumerated() {
      for part in parts {
        switch part.kind {
        case .cells(let cells):
          for (cell, value) in cells {
            values[cell.column][copy * base.count + cell.row] = value
            for (set, column) in sharedColumns where column == cell.column {
              sets[set][copy * base.count + cell.row] = 0
            }
          }
        case .set(let row, let set, let holds): sets[set][copy * base.count + row] = holds ? 1 : 0
        case .activities, .noActivities: break
        }
      }
    }
    return ContactColumns(
      count: base.count * changes.count, keys: keys(changes.count),
      kinds: Cells(changes.flatMap { _ in base.kinds }),
      companyRows: Cells(
        changes.indices.flatMap { copy in base.companyRows.map { $0 < 0 ? -1 : $0 + Int32(copy * base.count) } }),
      columns: zip(values, needs).map { Self.column($0, $1.storage) }, sets: sets,
      activities: base.activities == nil ? nil : activities(changes))
  }

  private func keys(_ copies: Int) -> Keys {
    switch base.keys {
    case .integers(let keys): .integers(Cells((0..<copies).flatMap { _ in keys }))
    case .texts(let keys): .texts((0..<copies).flatMap { _ in keys })
    }
  }

  // MARK: Activities

  private func activities(_ changes: [[Change]]) -> ActivityColumns {
    var all: [Activity] = []
    var offsets: [Int32] = [0]
    for parts in changes {
      var own = activities
      for part in parts {
        switch part.kind {
        case .activities(let row, let addition, let count):
          let cells = plan.activityColumns.indices.map { addition.cells[$0] ?? .missing }
          let added = Activity(row: row, kind: addition.kind, instant: addition.instant, cells: cells)
          own += Array(repeating: added, count: count)
        case .noActivities(let row, let kind):
          own.removeAll { $0.row == row && (kind == nil || kind.map { foldCase($0) } == foldCase($0.kind)) }
        case .cells, .set: break
        }
      }
      let order = own.indices.sorted { (own[$0].row, own[$0].instant, $0) < (own[$1].row, own[$1].instant, $1) }
      var next = 0
      for row in 0..<base.count {
        while next < order.count, own[order[next]].row == row {
          all.append(own[order[next]])
          next += 1
        }
        offsets.append(Int32(all.count))
      }
    }
    return ActivityColumns(
      offsets: Cells(offsets), instants: Cells(all.map(\.instant)), kinds: .texts(all.map(\.kind)),
      columns: plan.activityColumns.indices.map { index in
        Self.column(all.map { $0.cells[index] }, plan.activityColumns[index].storage)
      })
  }

  private static func activities(_ base: ContactColumns, _ plan: Plan) -> [Activity] {
    guard let activities = base.activities else { return [] }
    return (0..<base.count).flatMap { row in
      (Int(activities.offsets[row])..<Int(activities.offsets[row + 1])).map { index in
        Activity(
          row: row, kind: activities.kinds.text(at: index) ?? "", instant: activities.instants[index],
          cells: zip(activities.columns, plan.activityColumns).map { value($0, $1.storage, index) })
      }
    }
  }

  // MARK: Columns

  static func value(_ column: Column, _ storage: ColumnNeed.Storage, _ row: Int) -> CellValue {
    switch storage {
    case .text: column.text(at: row).map { .text($0) } ?? .missing
    case .degrees, .latitude: column.degrees(at: row).map { .degrees($0) } ?? .missing
    case .integer, .tenThousandths, .yesNo, .day, .instant: column.integer(at: row).map { .number($0) } ?? .missing
    }
  }

  private static func column(_ values: [CellValue], _ storage: ColumnNeed.Storage) -> Column {
    switch storage {
    case .text: .texts(values.map { if case .text(let text) = $0 { text } else { nil } })
    case .degrees, .latitude: .degrees(values.map { if case .degrees(let value) = $0 { value } else { nil } })
    case .integer, .tenThousandths, .yesNo, .day, .instant:
      .integers(values.map { if case .number(let value) = $0 { value } else { nil } })
    }
  }
}
