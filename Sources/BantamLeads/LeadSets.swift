/// Sets of leads, a bit per lead, one after the other in one piece of memory: 125 kB for a million leads each.
struct LeadSets: Sendable {
  /// How many leads there are, in the set or not.
  let leads: Int
  private let wordsPerSet: Int
  private var words: [UInt64] = []

  init(leads: Int) {
    self.leads = leads
    wordsPerSet = (leads + 63) / 64
  }

  /// Adds a set and returns its index.
  mutating func add(_ members: some Sequence<Int>) -> Int {
    let start = words.count
    words.append(contentsOf: repeatElement(0, count: wordsPerSet))
    for lead in members {
      precondition(lead >= 0 && lead < leads, "a set holds leads of its problem")
      words[start + lead >> 6] |= 1 << UInt64(lead & 63)
    }
    defer { count += 1 }
    return count
  }

  private(set) var count = 0

  /// Whether a set has the lead; the set nil has every lead.
  @inline(__always)
  func contains(_ set: Int?, _ lead: Int) -> Bool {
    guard let set else { return true }
    return words[set &* wordsPerSet &+ lead >> 6] >> UInt64(lead & 63) & 1 == 1
  }
}
