import BantamPlan
import BantamSystem

/// What of a plan is to be worked out, beside the counts of segments and campaigns, which always are.
public struct EvaluationRequest: Sendable {
  public var threads: Int
  /// Nodes to count the contacts of that are no, but rest on a missing value.
  public var restsOn: [NodeID]
  /// Nodes whose answers are wanted for each row.
  public var masks: [NodeID]
  /// Nodes whose matching rows are wanted as a list.
  public var rows: [NodeID]
  /// Counters whose values are wanted for each row.
  public var counters: [CounterID]
  /// Indexes of scores (into the plan's list) wanted for every contact and not for candidates only.
  public var scoresForAll: Set<Int>
  /// Per index of a score (into the plan's list) what a person assessed, by rising row.
  public var assessments: [Int: [Assessment]]
  /// Intervals, completeness and next questions beside the totals.
  public var intervals: Bool
  /// Rows that are worked on together: few enough that their planes stay in the cache.
  public var batchRows: Int
  /// Also take the time of each node.
  public var profiles: Bool

  public init(
    threads: Int = coreCount(), restsOn: [NodeID] = [], masks: [NodeID] = [], rows: [NodeID] = [],
    counters: [CounterID] = [], scoresForAll: Set<Int> = [], assessments: [Int: [Assessment]] = [:],
    intervals: Bool = true, batchRows: Int = 2048, profiles: Bool = false
  ) {
    self.threads = max(threads, 1)
    self.restsOn = restsOn
    self.masks = masks
    self.rows = rows
    self.counters = counters
    self.scoresForAll = scoresForAll
    self.assessments = assessments
    self.intervals = intervals
    self.batchRows = min(max(batchRows, 64), 1 << 16)
    self.profiles = profiles
  }
}

/// A person's own points for one discipline of one contact, in the place of what the rules give. Of several for the same
/// discipline the last one counts.
public struct Assessment: Sendable, Hashable {
  public var row: Int32
  /// Index into the score's disciplines.
  public var discipline: Int
  /// 0...100.
  public var points: Int
  public init(row: Int32, discipline: Int, points: Int) {
    self.row = row
    self.discipline = discipline
    self.points = points
  }
}
