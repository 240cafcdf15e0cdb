import BantamColumns

/// Activities by contact row, then by instant; equal instants keep the table's order.
struct ActivityOrder {
  /// `contacts + 1` entries.
  let offsets: [Int32]
  /// The place each activity comes from; nil where all stand right already.
  let places: [Int32]?

  init(rows: [Int32], instants: [Int64], contacts: Int) {
    var offsets = [Int32](repeating: 0, count: contacts + 1)
    for row in rows { offsets[Int(row) + 1] += 1 }
    for row in 0..<contacts { offsets[row + 1] += offsets[row] }
    self.offsets = offsets
    if Self.isOrdered(rows, instants) {
      places = nil
      return
    }
    var next = offsets
    var places = [Int32](repeating: 0, count: rows.count)
    for place in rows.indices {
      let row = Int(rows[place])
      places[Int(next[row])] = Int32(place)
      next[row] += 1
    }
    for row in 0..<contacts where offsets[row + 1] - offsets[row] > 1 {
      Self.sort(&places, Int(offsets[row])..<Int(offsets[row + 1]), instants)
    }
    self.places = places
  }

  private static func isOrdered(_ rows: [Int32], _ instants: [Int64]) -> Bool {
    rows.indices.dropFirst().allSatisfy { place in
      rows[place - 1] < rows[place] || (rows[place - 1] == rows[place] && instants[place - 1] <= instants[place])
    }
  }

  /// By insertion where there are few, as for nearly every contact.
  private static func sort(_ places: inout [Int32], _ range: Range<Int>, _ instants: [Int64]) {
    if range.count > 64 {
      places[range].sort { first, second in
        (instants[Int(first)], first) < (instants[Int(second)], second)
      }
      return
    }
    for index in range.dropFirst() {
      let place = places[index]
      let instant = instants[Int(place)]
      var target = index
      while target > range.lowerBound, instants[Int(places[target - 1])] > instant {
        places[target] = places[target - 1]
        target -= 1
      }
      places[target] = place
    }
  }
}

extension Column {
  /// The rows in another order.
  func gathered(_ places: [Int32]) -> Column {
    let gathered = ColumnBuffer(byteCount: places.count * storage.byteWidth)
    switch storage.byteWidth {
    case 1: gather(UInt8.self, places, into: gathered)
    case 2: gather(UInt16.self, places, into: gathered)
    case 4: gather(UInt32.self, places, into: gathered)
    case 8: gather(UInt64.self, places, into: gathered)
    default: preconditionFailure("a cell has 1, 2, 4 or 8 bytes")
    }
    return Column(storage: storage, count: places.count, buffer: gathered, dictionary: dictionary, unit: unit)
  }

  private func gather<Cell>(_: Cell.Type, _ places: [Int32], into target: ColumnBuffer) {
    let source = cells(of: Cell.self, from: 0)
    let destination = target.base.assumingMemoryBound(to: Cell.self)
    for (index, place) in places.enumerated() { destination[index] = source[Int(place)] }
  }
}
