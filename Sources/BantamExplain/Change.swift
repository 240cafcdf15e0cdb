import BantamPlan

/// A value of a cell that could be another one.
public enum CellValue: Hashable, Sendable {
  case missing
  /// Whole numbers, ten-thousandths, yes or no, days, instants: in the column's unit.
  case number(Int64)
  case text(String)
  case degrees(Double)
}

/// One thing about the contact, or about a contact beside it, that could be otherwise.
public struct Change: Sendable {
  public struct Cell: Hashable, Sendable {
    /// A row of the contact and the ones it needs.
    public var row: Int
    public var column: ColumnID

    public init(row: Int, column: ColumnID) {
      self.row = row
      self.column = column
    }
  }

  public enum Kind: Sendable {
    case cells([(Cell, CellValue)])
    case activities(row: Int, Addition, count: Int)
    /// nil: of every kind.
    case noActivities(row: Int, kind: String?)
    case set(row: Int, SetID, Bool)
  }

  public struct Addition: Sendable {
    public var kind: String
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var instant: Int64
    /// By the plan's columns of activities.
    public var cells: [ColumnID: CellValue]

    public init(kind: String, instant: Int64, cells: [ColumnID: CellValue]) {
      self.kind = kind
      self.instant = instant
      self.cells = cells
    }
  }

  /// What is tried and told first.
  public struct Rank: Comparable, Sendable {
    enum Sort: Int, Sendable {
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

    public static func < (first: Rank, second: Rank) -> Bool {
      if first.isRelative != second.isRelative { return !first.isRelative }
      return (first.sort.rawValue, first.distance) < (second.sort.rawValue, second.distance)
    }
  }

  public var kind: Kind
  /// `employees = 10 (now 8)`
  public var words: String
  public var rank: Rank

  init(kind: Kind, words: String, rank: Rank) {
    self.kind = kind
    self.words = words
    self.rank = rank
  }

  /// A change that is tried after those of other finders.
  public init(_ kind: Kind, words: String) {
    self.init(kind: kind, words: words, rank: Rank(sort: .missing))
  }

  /// What two changes must not both say.
  public var touched: Set<Cell> {
    switch kind {
    case .cells(let cells): Set(cells.map(\.0))
    case .activities(let row, _, _), .noActivities(let row, _): [Cell(row: row, column: -1)]
    case .set(let row, let set, _): [Cell(row: row, column: -2 - set)]
    }
  }
}
