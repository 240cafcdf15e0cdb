import BantamColumns

/// What stands between the stored rows of a campaign and those that should be there; both in the order of the key.
struct Difference {
  /// Places in the list of rows that should be there.
  private(set) var new: [Int] = []
  private(set) var changed: [Int] = []
  /// Keys that are stored and should not be there.
  private(set) var gone: [SQLValue] = []

  /// Merges `stored`, whose first column is the key, with `rows` of `keys`. `isChanged` compares the row the statement
  /// stands on with a place of `rows`; `stays` asks of the row it stands on whether it stays though it is not wanted.
  init(
    _ stored: Statement, rows: [Int32], _ keys: Keys, stays: () -> Bool = { false },
    isChanged: (Int) -> Bool = { _ in false }
  ) throws(StoreError) {
    var place = 0
    while try stored.step() {
      var order = Order.stored
      while place < rows.count {
        order = Self.order(stored, keys, Int(rows[place]))
        if order != .wanted { break }
        new.append(place)
        place += 1
      }
      if place == rows.count || order == .stored {
        if !stays() { gone.append(stored.value(0)) }
        continue
      }
      if isChanged(place) { changed.append(place) }
      place += 1
    }
    new.append(contentsOf: place..<rows.count)
  }

  var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }

  var change: WriteReport.Change {
    var change = WriteReport.Change()
    change.inserted = new.count
    change.updated = changed.count
    change.deleted = gone.count
    return change
  }

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
