import BantamPlan

/// A value of a cell that could be another one.
enum CellValue: Hashable {
  case missing
  /// Whole numbers, ten-thousandths, yes or no, days, instants: in the column's unit.
  case number(Int64)
  case text(String)
  case degrees(Double)
}

/// One thing about the contact, or about a contact beside it, that could be otherwise.
struct Change {
  struct Cell: Hashable {
    /// A row of the contact and the ones it needs.
    var row: Int
    var column: ColumnID
  }

  enum Kind {
    case cells([(Cell, CellValue)])
    case activities(row: Int, Addition, count: Int)
    /// nil: of every kind.
    case noActivities(row: Int, kind: String?)
    case set(row: Int, SetID, Bool)
  }

  struct Addition {
    var kind: String
    var instant: Int64
    var cells: [ColumnID: CellValue]
  }

  /// What is tried and told first.
  struct Rank: Comparable {
    enum Sort: Int {
      /// Another value in the place of a known one.
      case value
      /// A value that is not known yet.
      case unknown
      case text
      case activity
      case record
      /// Something known would have to be unknown.
      case missing
    }
    var sort: Sort
    /// Between the old value and the new one, as a share of the old one.
    var distance = 0.0
    var isRelative = false

    static func < (first: Rank, second: Rank) -> Bool {
      if first.isRelative != second.isRelative { return !first.isRelative }
      return (first.sort.rawValue, first.distance) < (second.sort.rawValue, second.distance)
    }
  }

  var kind: Kind
  var words: String
  var rank: Rank

  /// What two changes must not both say.
  var touched: Set<Cell> {
    switch kind {
    case .cells(let cells): Set(cells.map(\.0))
    case .activities(let row, _, _), .noActivities(let row, _): [Cell(row: row, column: -1)]
    case .set(let row, let set, _): [Cell(row: row, column: -2 - set)]
    }
  }
}
