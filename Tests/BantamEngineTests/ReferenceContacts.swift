import BantamColumns
import BantamPlan
import BantamProgram

/// One value of a cell as the model sees it.
enum Cell: Equatable {
  case missing
  case text(String)
  case number(Int64)
  case degrees(Double)

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Int64? { if case .number(let number) = self { number } else { nil } }
  var degrees: Double? { if case .degrees(let degrees) = self { degrees } else { nil } }
}

struct ReferenceActivity {
  var kind: String
  var instant: Int64
  /// By activity column.
  var cells: [Cell]
}

struct ReferenceContact {
  var key: Int64 = 0
  var kind = ContactKind.company
  /// Row of the company.
  var company: Int?
  /// By column.
  var cells: [Cell] = []
  /// By set.
  var isInSet: [Bool] = []
  /// In order of their instants.
  var activities: [ReferenceActivity] = []
}

/// The same contacts as the engine reads them.
func columns(of contacts: [ReferenceContact], plan: Plan) -> ContactColumns {
  var result = ContactColumns(
    count: contacts.count, keys: .integers(Cells(contacts.map(\.key))),
    kinds: Cells(contacts.map { $0.kind == .company ? 0 : 1 }),
    companyRows: Cells(contacts.map { Int32($0.company ?? -1) }))
  result.columns = plan.columns.indices.map { index in
    column(contacts.map { $0.cells[index] }, plan.columns[index].storage)
  }
  result.sets = plan.sets.indices.map { index in contacts.map { $0.isInSet[index] ? 1 : 0 } }
  let activities = contacts.flatMap(\.activities)
  var offsets: [Int32] = [0]
  for contact in contacts { offsets.append(offsets[offsets.count - 1] + Int32(contact.activities.count)) }
  result.activities = ActivityColumns(
    offsets: Cells(offsets), instants: Cells(activities.map(\.instant)), kinds: .texts(activities.map(\.kind)),
    columns: plan.activityColumns.indices.map { index in
      column(activities.map { $0.cells[index] }, plan.activityColumns[index].storage)
    })
  return result
}

private func column(_ cells: [Cell], _ storage: ColumnNeed.Storage) -> Column {
  switch storage {
  case .text: .texts(cells.map(\.text))
  case .degrees, .latitude: .degrees(cells.map(\.degrees))
  case .integer, .tenThousandths, .yesNo, .day, .instant: .integers(cells.map(\.number))
  }
}
