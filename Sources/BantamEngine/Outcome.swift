import BantamPlan

/// What a plan says about the contacts.
public struct Outcome: Sendable {
  public var contacts = 0
  /// Matching contacts per segment of the plan.
  public var segments: [Int] = []
  /// Per node of `restsOn`: contacts that are no, but could be yes if a missing value became known.
  public var restsOn: [Int] = []
  /// Per node of `masks`, a byte per row: bit 0 yes, bit 1 the answer rests on a missing value. Bit 1 is only looked for
  /// in nodes that `restsOn` names too.
  public var masks: [[UInt8]] = []
  /// Per node of `rows`: the matching rows in rising order.
  public var rows: [[Int32]] = []
  /// Per counter of `counters` its value per row, `Int64.min` where it is missing.
  public var counters: [[Int64]] = []
  /// Per campaign of the plan.
  public var campaigns: [CampaignOutcome] = []
  /// Per score of the plan; nil where nobody asked for it.
  public var scores: [ScoreOutcome?] = []
  /// Only where it was asked for.
  public var profile: Profile?

  public init() {}
}

public struct CampaignOutcome: Sendable {
  public var audience = 0
  /// Per removal step: contacts of the audience that it is the first to remove.
  public var removals: [Int] = []
  /// Who is left, in rising order.
  public var candidates: [Int32] = []

  public init() {}
}

/// A score, by contact: all lists but `points` run parallel to `rows`.
public struct ScoreOutcome: Sendable {
  /// In rising order: the candidates of all campaigns with this score, or everybody.
  public var rows: [Int32] = []
  /// Numerators: total = numerator / the plan's denominator.
  public var totals: [Int64] = []
  /// Raw points by discipline, each list parallel to `rows`.
  public var points: [[Int32]] = []
  /// Index of the grade; a veto gives the last one. 0 without grades.
  public var grades: [UInt8] = []
  /// Number of the first veto that holds, from 1; 0 for none.
  public var vetoes: [UInt16] = []

  // Empty unless intervals were asked for.
  /// The least and greatest numerator if the missing values became known.
  public var lows: [Int64] = []
  public var highs: [Int64] = []
  /// Grades of the interval's ends, vetoes that could hold considered: `gradeLows` is the worse one.
  public var gradeLows: [UInt8] = []
  public var gradeHighs: [UInt8] = []
  /// The sum of the weights of the disciplines that no missing value can change.
  public var completeWeights: [Int64] = []
  /// Number of the plan's question, from 1, whose answer could change the grade most, then the total; 0 for none.
  public var nextQuestions: [UInt16] = []

  public init() {}
}
