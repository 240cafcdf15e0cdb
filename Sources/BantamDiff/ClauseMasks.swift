import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram

/// The answers to some nodes for some contacts only, a bit each.
struct ClauseMasks {
  private let wordsPerMask: Int
  private var words: [UInt64] = []

  /// So many masks over all contacts are in memory at a time.
  private static let masksAtOnce = 96

  /// `rows`: of the side's contacts, -1 for one it does not have, which has no answers.
  init(_ plan: Plan, _ side: DiffSide, nodes: [NodeID], rows: [Int32], threads: Int) {
    wordsPerMask = (rows.count + 63) / 64
    if rows.isEmpty { return }
    words.reserveCapacity(wordsPerMask * nodes.count)
    var asked = plan
    // Only the masks: what else the plan would work out is known.
    asked.segments = []
    asked.campaigns = []
    asked.scores = []
    var start = 0
    while start < nodes.count {
      let end = min(start + Self.masksAtOnce, nodes.count)
      let outcome = evaluate(
        asked, lists: side.program.lists, over: side.contacts,
        request: EvaluationRequest(threads: threads, masks: Array(nodes[start..<end]), intervals: false))
      for mask in outcome.masks { add(mask, rows) }
      start = end
    }
  }

  private mutating func add(_ mask: [UInt8], _ rows: [Int32]) {
    let start = words.count
    words.append(contentsOf: repeatElement(0, count: wordsPerMask))
    mask.withUnsafeBufferPointer { mask in
      for (index, row) in rows.enumerated() where row >= 0 && mask[Int(row)] & 1 == 1 {
        words[start + index >> 6] |= 1 << UInt64(index & 63)
      }
    }
  }

  @inline(__always)
  func holds(_ mask: Int, _ index: Int) -> Bool {
    words[mask &* wordsPerMask &+ index >> 6] >> UInt64(index & 63) & 1 == 1
  }
}
