/// The content of a TZif file (RFC 9636), versions 2 and later: 64-bit transitions and the standing rule.
struct ZoneFile {
  /// Seconds since 1970, rising, each with the offset that holds from then on.
  var transitions: [(second: Int64, offset: Int)]
  /// What holds before the first transition.
  var firstOffset: Int
  var footer: ZoneFooter?

  init(transitions: [(second: Int64, offset: Int)], firstOffset: Int, footer: ZoneFooter?) {
    self.transitions = transitions
    self.firstOffset = firstOffset
    self.footer = footer
  }

  init?(_ bytes: [UInt8]) {
    guard let first = Header(bytes, at: 0), first.version >= UInt8(ascii: "2") else { return nil }
    let secondStart = Header.size + first.bodySize(timeSize: 4)
    guard let header = Header(bytes, at: secondStart) else { return nil }
    let times = secondStart + Header.size
    let indices = times + header.timeCount * 8
    let types = indices + header.timeCount
    let end = times + header.bodySize(timeSize: 8)
    guard end <= bytes.count, header.typeCount > 0 else { return nil }
    var offsets: [Int] = []
    for type in 0..<header.typeCount {
      offsets.append(Int(Int32(truncatingIfNeeded: bigEndian(bytes, types + type * 6, 4))))
    }
    transitions = []
    for index in 0..<header.timeCount {
      let type = Int(bytes[indices + index])
      let second = Int64(bitPattern: bigEndian(bytes, times + index * 8, 8))
      guard type < offsets.count, second > transitions.last?.second ?? .min else { return nil }
      transitions.append((second, offsets[type]))
    }
    firstOffset = offsets[0]
    let text = bytes[end...].drop { $0 == 0x0A }.prefix { $0 != 0x0A }
    if !text.isEmpty {
      footer = ZoneFooter(String(decoding: text, as: UTF8.self))
      if footer == nil { return nil }
    }
  }

  /// All intervals in milliseconds, the standing rule written out for one cycle of 400 years and a little more.
  func expanded() -> (starts: [Int64], offsets: [Int], cycleEnd: Int64) {
    var starts: [Int64] = [.min]
    var offsets = [firstOffset]
    for transition in transitions where abs(transition.second) < 1 << 44 {
      starts.append(transition.second * 1000)
      offsets.append(transition.offset)
    }
    guard let footer else { return (starts, offsets, .max) }
    let lastKnown = transitions.last?.second ?? -(1 << 44)
    let firstYear = max(1970, CivilDate(dayNumber: Int(floorDivide(lastKnown, 86_400))).year)
    guard let saving = footer.saving else {
      if offsets[offsets.count - 1] != footer.standardOffset, transitions.isEmpty { offsets[0] = footer.standardOffset }
      return (starts, offsets, .max)
    }
    var last = lastKnown
    for year in firstYear...firstYear + 402 {
      let changes = [
        (saving.start.second(inYear: year) - Int64(footer.standardOffset), saving.offset),
        (saving.end.second(inYear: year) - Int64(saving.offset), footer.standardOffset),
      ].sorted { $0.0 < $1.0 }
      for (second, offset) in changes where second > lastKnown {
        if second == last {
          offsets[offsets.count - 1] = offset
        } else if second > last {
          starts.append(second * 1000)
          offsets.append(offset)
          last = second
        }
      }
    }
    let cycleEnd = CivilDate(dayNumber: 0).adding(years: firstYear + 401 - 1970).dayNumber
    return (starts, offsets, Int64(cycleEnd) * millisecondsPerDay)
  }
}

private struct Header {
  static let size = 44
  var version: UInt8
  var utCount: Int
  var standardCount: Int
  var leapCount: Int
  var timeCount: Int
  var typeCount: Int
  var letterCount: Int

  init?(_ bytes: [UInt8], at start: Int) {
    guard start + Self.size <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
    version = bytes[start + 4]
    let counts = (0..<6).map { Int(bigEndian(bytes, start + 20 + $0 * 4, 4)) }
    guard counts.allSatisfy({ $0 <= 100_000 }) else { return nil }
    utCount = counts[0]
    standardCount = counts[1]
    leapCount = counts[2]
    timeCount = counts[3]
    typeCount = counts[4]
    letterCount = counts[5]
  }

  func bodySize(timeSize: Int) -> Int {
    timeCount * (timeSize + 1) + typeCount * 6 + letterCount + leapCount * (timeSize + 4) + standardCount + utCount
  }
}

private func bigEndian(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
  bytes[start..<start + count].reduce(0) { $0 << 8 | UInt64($1) }
}
