import BantamColumns

/// What stands between the stored members of a campaign and those that should be; both in the order of the key.
public struct MemberDifference: Sendable {
  /// What is to happen to a stored row.
  enum Verdict {
    case same, changed, gone
  }

  /// A grade and a total (in ten-thousandths, `LeadOutcome.missing` for none) as they are stored.
  public struct Standing: Sendable {
    public var grade: String?
    public var total: Int64
  }

  /// Places in the list of rows that should be there.
  public private(set) var new: [Int] = []
  public private(set) var changed: [Int] = []
  /// Keys.
  public private(set) var gone: [SQLValue] = []
  /// Parallel to `changed` and `gone`.
  public private(set) var changedFrom: [Standing] = []
  public private(set) var goneFrom: [Standing] = []

  /// All are new: nothing is stored yet.
  init(allNew count: Int) { new = Array(0..<count) }

  /// Merges `stored`, whose first column is the key, with the `places` of `rows` of `keys`. `judge` looks at the row the
  /// statement stands on and its place in `rows`, nil where it is not among them.
  init(
    _ stored: Statement, _ places: Range<Int>, of rows: [Int32], _ keys: Keys, judge: (Int?) -> Verdict,
    standing: () -> Standing
  ) throws(StoreError) {
    var place = places.lowerBound
    while try stored.step() {
      var order = Order.stored
      while place < places.upperBound {
        order = Self.order(stored, keys, Int(rows[place]))
        if order != .wanted { break }
        new.append(place)
        place += 1
      }
      let isWanted = place < places.upperBound && order == .same
      switch judge(isWanted ? place : nil) {
      case .same: break
      case .changed:
        changed.append(place)
        changedFrom.append(standing())
      case .gone:
        gone.append(stored.value(0))
        goneFrom.append(standing())
      }
      if isWanted { place += 1 }
    }
    new.append(contentsOf: place..<places.upperBound)
  }

  /// The differences of parts that follow each other.
  init(joining parts: [MemberDifference]) {
    for part in parts {
      new += part.new
      changed += part.changed
      changedFrom += part.changedFrom
      gone += part.gone
      goneFrom += part.goneFrom
    }
  }

  public var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }

  private enum Order {
    /// The stored key, or the wanted one, comes first.
    case stored, wanted, same
  }

  /// Integers come before texts, texts by their bytes, as in SQLite.
  private static func order(_ stored: Statement, _ keys: Keys, _ row: Int) -> Order {
    switch keys {
    case .integers(let keys):
      guard stored.isInteger(0) else { return .wanted }
      let key = stored.integer(0)
      return key == keys[row] ? .same : key < keys[row] ? .stored : .wanted
    case .texts(let keys):
      if stored.isInteger(0) { return .stored }
      let key = stored.text(0)
      let wanted = keys[row].utf8
      if key.elementsEqual(wanted) { return .same }
      return key.lexicographicallyPrecedes(wanted) ? .stored : .wanted
    }
  }
}
