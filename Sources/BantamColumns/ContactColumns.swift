/// The contacts of one run by column, rows in the order of the key. Immutable once built; shared by all threads.
///
/// `columns`, `sets` and the activities' columns are parallel to the plan's lists.
public struct ContactColumns: Sendable {
  public var count: Int
  public var keys: Keys
  /// 0 company, 1 person, per row.
  public var kinds: Cells<UInt8>
  /// The row of the person's company; -1 where there is none. Empty when the plan asks for no related records.
  public var companyRows: Cells<Int32>
  public var columns: [Column]
  /// One byte per row, 1 where the contact belongs to the set.
  public var sets: [[UInt8]]
  public var activities: ActivityColumns?

  public init(
    count: Int, keys: Keys, kinds: Cells<UInt8>, companyRows: Cells<Int32> = [], columns: [Column] = [],
    sets: [[UInt8]] = [],
    activities: ActivityColumns? = nil
  ) {
    self.count = count
    self.keys = keys
    self.kinds = kinds
    self.companyRows = companyRows
    self.columns = columns
    self.sets = sets
    self.activities = activities
  }
}

/// What identifies each contact in its table.
public enum Keys: Sendable {
  case integers(Cells<Int64>)
  case texts([String])
}

/// Activities ordered by contact row, then by instant.
public struct ActivityColumns: Sendable {
  /// `count + 1` entries: the activities of row r are `offsets[r]..<offsets[r + 1]`.
  public var offsets: Cells<Int32>
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var instants: Cells<Int64>
  public var kinds: Column
  public var columns: [Column]
  public init(offsets: Cells<Int32>, instants: Cells<Int64>, kinds: Column, columns: [Column]) {
    self.offsets = offsets
    self.instants = instants
    self.kinds = kinds
    self.columns = columns
  }
}
