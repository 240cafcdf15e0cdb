import BantamColumns
import BantamSystem

/// What became of the contacts that changed: those that are still there, and all that may have been.
struct ChangedTables {
  /// Of those that are there, with the activities of all of them where there are activities.
  var tables: LoadedTables
  /// Distinct, rising as the tables' keys are.
  var touched: Keys
  /// Whether an activity of theirs may have changed.
  var touchesActivities: Bool
}

extension LoadedTables {
  /// These older tables with the newer rows in the place of the older ones; nil where the report could not be told then:
  /// of rows that were left out nobody knows whose they were.
  ///
  /// The memory of these tables may be changed by it.
  func spliced(with changed: ChangedTables) -> LoadedTables? {
    guard contacts.duplicateKeys == 0, contacts.missingKeys == 0, changed.tables.contacts.duplicateKeys == 0 else {
      return nil
    }
    guard let rows = Splice(contacts.keys, changed) else { return nil }
    let new = changed.tables.contacts
    func misfits(_ old: Misfits, _ new: Misfits) -> Misfits? { old.spliced(rows, with: new) }
    guard let kindMisfits = misfits(contacts.kindMisfits, new.kindMisfits) else { return nil }
    let joined = zip(contacts.misfits, new.misfits).compactMap { misfits($0, $1) }
    guard joined.count == contacts.misfits.count else { return nil }
    var result = self
    // First, as the old keys and offsets are needed for it.
    if let own = activities {
      guard let activities = own.spliced(rows, changed) else { return nil }
      result.activities = activities
    }
    let columns = PartSlots<Column>(count: contacts.columns.count)
    parallel(parts: contacts.columns.count) {
      columns.set($0, contacts.columns[$0].spliced(rows, with: new.columns[$0]))
    }
    result.contacts.columns = columns.all
    result.contacts.misfits = joined
    result.contacts.kindMisfits = kindMisfits
    result.contacts.kinds = contacts.kinds.spliced(rows, with: new.kinds)
    result.contacts.keys = contacts.keys.spliced(rows, with: new.keys)
    if let companies = contacts.companies, let newer = new.companies {
      result.contacts.companies = companies.spliced(rows, with: newer)
    }
    return result
  }
}

extension LoadedActivities {
  /// `rows`: the splice of the contacts.
  fileprivate func spliced(_ rows: Splice, _ changed: ChangedTables) -> LoadedActivities? {
    if !changed.touchesActivities, rows.isInPlace { return self }
    guard let newer = changed.tables.activities else { return nil }
    let (old, new) = (columns.offsets, newer.columns.offsets)
    let edits = rows.edits.map { edit in
      Splice.Edit(
        at: Int(old[edit.at]), removing: Int(old[edit.at + edit.removing] - old[edit.at]),
        inserting: Int(new[edit.inserting.lowerBound])..<Int(new[edit.inserting.upperBound]))
    }
    let splice = Splice(edits, oldCount: columns.instants.count)
    let joined = zip(misfits, newer.misfits).compactMap { $0.spliced(splice, with: $1) }
    guard joined.count == misfits.count, splice.count <= Int(Int32.max) else { return nil }
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(rows.count + 1)
    var row = 0
    func keep(_ upTo: Int) {
      if row == upTo { return }
      let shift = offsets[offsets.count - 1] - old[row]
      for next in row + 1...upTo { offsets.append(old[next] + shift) }
    }
    for edit in rows.edits {
      keep(edit.at)
      for place in edit.inserting { offsets.append(offsets[offsets.count - 1] + new[place + 1] - new[place]) }
      row = edit.at + edit.removing
    }
    keep(rows.oldCount)
    return LoadedActivities(
      columns: ActivityColumns(
        offsets: Cells(offsets), instants: columns.instants.spliced(splice, with: newer.columns.instants),
        kinds: columns.kinds.spliced(splice, with: newer.columns.kinds),
        columns: zip(columns.columns, newer.columns.columns).map { $0.spliced(splice, with: $1) }),
      misfits: joined, withoutContact: withoutContact, withoutInstant: withoutInstant)
  }
}

extension Splice {
  /// Per key that was touched: its old row goes, its new one comes; nil where keys are written in two ways.
  fileprivate init?(_ old: Keys, _ changed: ChangedTables) {
    switch (old, changed.touched, changed.tables.contacts.keys) {
    case (.integers(let old), .integers(let touched), .integers(let new)): self.init(old, touched, new, <)
    case (.texts(let old), .texts(let touched), .texts(let new)):
      self.init(old, touched, new) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    case (.integers, _, _), (.texts, _, _): return nil
    }
  }

  private init<Key: Equatable>(
    _ old: some RandomAccessCollection<Key>, _ touched: some Sequence<Key>, _ new: some RandomAccessCollection<Key>,
    _ precedes: (Key, Key) -> Bool
  ) {
    func place(_ index: Int, in keys: some RandomAccessCollection<Key>) -> Key {
      keys[keys.index(keys.startIndex, offsetBy: index)]
    }
    var edits: [Edit] = []
    var (oldRow, newRow) = (0, 0)
    for key in touched {
      var (low, high) = (oldRow, old.count)
      while low < high {
        let middle = (low + high) / 2
        if precedes(place(middle, in: old), key) { low = middle + 1 } else { high = middle }
      }
      oldRow = low
      let isOld = oldRow < old.count && place(oldRow, in: old) == key
      let isNew = newRow < new.count && place(newRow, in: new) == key
      if isOld || isNew {
        edits.append(
          Edit(at: oldRow, removing: isOld ? 1 : 0, inserting: newRow..<newRow + (isNew ? 1 : 0)))
      }
      oldRow += isOld ? 1 : 0
      newRow += isNew ? 1 : 0
    }
    self.init(edits, oldCount: old.count)
  }
}

extension Keys {
  fileprivate func spliced(_ splice: Splice, with new: Keys) -> Keys {
    switch (self, new) {
    case (.integers(let old), .integers(let new)): return .integers(old.spliced(splice, with: new))
    case (.texts(let old), .texts(let new)):
      var keys: [String] = []
      keys.reserveCapacity(splice.count)
      var row = 0
      for edit in splice.edits {
        keys += old[row..<edit.at] + new[edit.inserting]
        row = edit.at + edit.removing
      }
      return .texts(keys + old[row...])
    case (.integers, .texts), (.texts, .integers): preconditionFailure("keys of one database are written in one way")
    }
  }
}

extension Misfits {
  /// nil where their number or the example cannot be told any more.
  fileprivate func spliced(_ splice: Splice, with new: Misfits) -> Misfits? {
    guard let own = rows, let newer = new.rows else { return nil }
    var kept: [Int32] = []
    var result: [(row: Int32, isNew: Bool)] = []
    var shift = 0
    var index = 0
    func keep(before row: Int) {
      while index < own.count, Int(own[index]) < row {
        kept.append(own[index])
        result.append((own[index] + Int32(shift), false))
        index += 1
      }
    }
    for edit in splice.edits {
      keep(before: edit.at)
      while index < own.count, Int(own[index]) < edit.at + edit.removing { index += 1 }
      for row in edit.inserting where newer.contains(Int32(row)) {
        result.append((Int32(edit.at + shift + row - edit.inserting.lowerBound), true))
      }
      shift += edit.inserting.count - edit.removing
    }
    keep(before: splice.oldCount)
    if result.count > Self.mostRows { return nil }
    var joined = Misfits(count: result.count, rows: result.map(\.row))
    if let first = own.first, kept.first == first {
      joined.example = example
    } else if !newer.isEmpty {
      joined.example = new.example
    } else if !kept.isEmpty {
      return nil
    }
    return joined
  }
}
