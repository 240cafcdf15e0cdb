import BantamPlan
import BantamProgram

/// What became of one campaign's audience: who was removed and why, who is left, and how they are graded.
public struct CampaignResult: Sendable {
  /// A step of the way from audience to leads.
  public struct Removed: Sendable, Hashable {
    public enum Cause: String, Sendable {
      case exclusion
      case sample
      /// Removed by hand.
      case hand
      /// In a final stage already.
      case locked
      case consent
      /// Went to a campaign that this one yields to.
      case yielded
      /// Beyond the limit.
      case limit
    }
    public var cause: Cause
    public var reason: String
    public var count: Int
  }

  public var campaign: CampaignID
  public var name: String
  /// As the rules say.
  public var audience: Int
  /// Beside the audience, by hand.
  public var added = 0
  /// Members that the campaign brought further than to a lead, whether they are candidates or not; rising rows.
  public var movedOn: [Int32] = []
  /// Those who may not be written to any more.
  public var barred: [Int32] = []
  /// In the order in which the steps were taken.
  public var removed: [Removed]
  /// The rows of the contacts that are leads, rising.
  public var rows: [Int32]
  /// Parallel to `rows`: places in the score's outcome; empty without a score.
  public var places: [Int32]
  /// Index into the plan's scores.
  public var score: Int?
  /// Per grade of the score how many; empty without grades.
  public var gradeCounts: [Int]
}
