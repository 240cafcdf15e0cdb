import BantamColumns
import BantamPlan
import BantamSystem

/// What each node of a plan cost, and how often it was yes.
public struct Profile: Sendable, Hashable {
  public struct Cost: Sendable, Hashable {
    /// Of this node alone, without those it is made of; all threads together.
    public var nanoseconds: Int64 = 0
    /// Rows it was worked out for: not those of batches that were decided before.
    public var rows = 0
    public var yes = 0
  }

  /// Per node of the plan.
  public internal(set) var costs: [Cost]
  /// Before the pass: texts looked up once per distinct value, lists and patterns made ready.
  public internal(set) var preparingNanoseconds: Int64 = 0
  /// The pass over the rows, by the clock on the wall.
  public internal(set) var passNanoseconds: Int64 = 0

  static func joined(_ parts: [Profile]) -> Profile? {
    guard var sum = parts.first else { return nil }
    for part in parts.dropFirst() {
      for node in sum.costs.indices {
        sum.costs[node].nanoseconds += part.costs[node].nanoseconds
        sum.costs[node].rows += part.costs[node].rows
        sum.costs[node].yes += part.costs[node].yes
      }
    }
    return sum
  }
}

/// Takes the time of one thread's nodes.
final class NodeTimer {
  private(set) var profile: Profile

  init(nodes: Int) { profile = Profile(costs: Array(repeating: Profile.Cost(), count: nodes)) }

  /// `plane`: the answers, where they are there now.
  func add(_ node: NodeID, since started: Int64, _ plane: PlanePointer?, count: Int) {
    profile.costs[node].nanoseconds += Clock.monotonicNanoseconds() - started
    guard let plane else { return }
    profile.costs[node].rows += count
    profile.costs[node].yes += CountKernels.yes(plane, count: count)
  }
}
