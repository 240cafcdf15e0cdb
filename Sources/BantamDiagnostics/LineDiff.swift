/// Which lines two texts have in common, found in a time that grows little faster than the texts do.
///
/// Lines that each text has once fix the place of all others (Bram Cohen's patience diff); between them the shortest way
/// from one to the other is searched (Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), up to a bound:
/// what differs more than that counts as replaced.
struct LineDiff {
  /// Ranges of lines that differ, in order; at least one line that both have lies between two.
  private(set) var changes: [(old: Range<Int>, new: Range<Int>)] = []

  /// The most lines that a stretch between two fixed places may differ by.
  private static let maximumDifference = 200

  private let old: [Int]
  private let new: [Int]
  /// Old and new numbers of the lines in common.
  private var matches: [(old: Int, new: Int)] = []

  /// - Parameters: the lines with their line ends.
  init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    self.old = old.map(number)
    self.new = new.map(number)
    compare()
    gatherChanges()
  }

  private mutating func compare() {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    matches = (0..<start).map { ($0, $0) }
    var (oldStart, newStart) = (start, start)
    for anchor in anchors(start..<(old.count - tail), start..<(new.count - tail)) + [
      (old.count - tail, new.count - tail)
    ] {
      search(oldStart..<anchor.old, newStart..<anchor.new)
      if anchor.old < old.count - tail { matches.append(anchor) }
      (oldStart, newStart) = (anchor.old + 1, anchor.new + 1)
    }
    matches += (0..<tail).map { (old.count - tail + $0, new.count - tail + $0) }
  }

  /// The longest row of lines that stand once in both ranges and in the same order.
  private func anchors(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [(old: Int, new: Int)] {
    let inOld = places(old, oldRange)
    let inNew = places(new, newRange)
    let pairs = oldRange.compactMap { index -> (old: Int, new: Int)? in
      guard inOld[old[index]] == index, let place = inNew[old[index]], place >= 0 else { return nil }
      return (index, place)
    }
    // Patience sorting: the pile a pair lies on tells how long a row ends with it.
    var piles: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var low = 0
      var high = piles.count
      while low < high {
        let middle = (low + high) / 2
        if pairs[piles[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[index] = piles[low - 1] }
      if low < piles.count { piles[low] = index } else { piles.append(index) }
    }
    var row: [(old: Int, new: Int)] = []
    var index = piles.last ?? -1
    while index >= 0 {
      row.append(pairs[index])
      index = before[index]
    }
    return row.reversed()
  }

  /// Where each line stands; -1 where that is in several places.
  private func places(_ lines: [Int], _ range: Range<Int>) -> [Int: Int] {
    var places: [Int: Int] = [:]
    for index in range { places[lines[index]] = places[lines[index]] == nil ? index : -1 }
    return places
  }

  // MARK: The shortest way

  /// Adds the lines in common on a shortest way through both ranges, if it is short enough.
  private mutating func search(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    if oldRange.isEmpty || newRange.isEmpty { return }
    let limit = min(oldRange.count + newRange.count, Self.maximumDifference)
    // How far each diagonal reaches, `limit + 1` is the diagonal 0; one copy per step, to find the way back.
    var reach = [Int](repeating: 0, count: 2 * limit + 3)
    var history: [[Int]] = []
    for difference in 0...limit {
      history.append(reach)
      for diagonal in stride(from: -difference, through: difference, by: 2) {
        let place = limit + 1 + diagonal
        let goesDown = diagonal == -difference || diagonal != difference && reach[place - 1] < reach[place + 1]
        var x = goesDown ? reach[place + 1] : reach[place - 1] + 1
        var y = x - diagonal
        while x < oldRange.count, y < newRange.count, x >= 0, y >= 0,
          old[oldRange.lowerBound + x] == new[newRange.lowerBound + y]
        {
          x += 1
          y += 1
        }
        reach[place] = x
        if x >= oldRange.count, y >= newRange.count {
          return matches += wayBack(history, oldRange, newRange, limit)
        }
      }
    }
  }

  private func wayBack(
    _ history: [[Int]], _ oldRange: Range<Int>, _ newRange: Range<Int>, _ limit: Int
  ) -> [(old: Int, new: Int)] {
    var found: [(old: Int, new: Int)] = []
    var (x, y) = (oldRange.count, newRange.count)
    for (difference, reach) in history.enumerated().reversed() {
      let diagonal = x - y
      let place = limit + 1 + diagonal
      let goesDown = diagonal == -difference || diagonal != difference && reach[place - 1] < reach[place + 1]
      let beforeX = difference == 0 ? 0 : goesDown ? reach[place + 1] : reach[place - 1]
      let beforeY = difference == 0 ? 0 : beforeX - (goesDown ? diagonal + 1 : diagonal - 1)
      let startX = difference == 0 ? 0 : goesDown ? beforeX : beforeX + 1
      while x > startX {
        x -= 1
        y -= 1
        found.append((oldRange.lowerBound + x, newRange.lowerBound + y))
      }
      (x, y) = (beforeX, beforeY)
    }
    return found.reversed()
  }

  // MARK: Changes

  private mutating func gatherChanges() {
    var (oldStart, newStart) = (0, 0)
    for match in matches + [(old.count, new.count)] {
      if match.old > oldStart || match.new > newStart {
        changes.append((oldStart..<match.old, newStart..<match.new))
      }
      (oldStart, newStart) = (match.old + 1, match.new + 1)
    }
  }
}
