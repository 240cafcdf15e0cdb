import BantamPlan

// The contract with the callers in BantamLeads, BantamTestRunner and BantamSession, which are written against it.

/// What an evaluation is to give beside the plan's segments and campaigns.
public struct EvaluationRequest: Sendable {
  public var threads: Int
  /// Count, for each segment, those who are out only because a value is missing.
  public var countsMissing: Bool
  /// Nodes whose rows are wanted.
  public var rowsOf: [NodeID]
  /// Nodes whose "no, but unknown" rows are wanted.
  public var openRowsOf: [NodeID]
  /// Indices into the plan's scores that are wanted for every contact, not only for candidates of campaigns.
  public var scoresForAll: [Int]
  public init(
    threads: Int, countsMissing: Bool = false, rowsOf: [NodeID] = [], openRowsOf: [NodeID] = [], scoresForAll: [Int] = []
  ) {
    self.threads = threads
    self.countsMissing = countsMissing
    self.rowsOf = rowsOf
    self.openRowsOf = openRowsOf
    self.scoresForAll = scoresForAll
  }
}

/// What an evaluation found. Rows are those of the loaded contacts, rising.
public struct Outcome: Sendable {
  /// Parallel to the plan's segments.
  public var segments: [SegmentOutcome] = []
  /// Parallel to the plan's campaigns.
  public var campaigns: [CandidateOutcome] = []
  /// Parallel to the plan's scores; empty rows for a score nobody asked for.
  public var scores: [ScoreOutcome] = []
  /// Parallel to the request's `rowsOf` and `openRowsOf`.
  public var rows: [[Int32]] = []
  public var openRows: [[Int32]] = []
  public init() {}
}

public struct SegmentOutcome: Sendable, Hashable {
  public var count: Int
  /// nil where it was not asked for.
  public var countMissing: Int?
  public init(count: Int, countMissing: Int?) {
    self.count = count
    self.countMissing = countMissing
  }
}

/// A campaign's audience after its removals, before limit and other campaigns.
public struct CandidateOutcome: Sendable {
  public var audience: Int
  /// Parallel to the plan's removals: how many each step removed that no earlier one did.
  public var removed: [Int]
  public var rows: [Int32]
  public init(audience: Int, removed: [Int], rows: [Int32]) {
    self.audience = audience
    self.removed = removed
    self.rows = rows
  }
}

/// A score's figures; all lists are parallel to `rows`.
public struct ScoreOutcome: Sendable {
  public var rows: [Int32] = []
  /// Numerators over the plan's denominator.
  public var totals: [Int64] = []
  public var lows: [Int64] = []
  public var highs: [Int64] = []
  /// Raw points: per discipline a list over the rows.
  public var raw: [[Int32]] = []
  /// Index into the plan's grades; 0 where there are none. A veto gives the last one.
  public var grades: [UInt8] = []
  public var lowGrades: [UInt8] = []
  public var highGrades: [UInt8] = []
  /// 0 none, else the veto's index + 1.
  public var vetoes: [UInt8] = []
  /// Sum of the weights of the disciplines that rest on nothing missing.
  public var completeWeights: [Int32] = []
  /// 0 none, else the question's index + 1.
  public var nextQuestions: [UInt16] = []
  public init() {}
}
