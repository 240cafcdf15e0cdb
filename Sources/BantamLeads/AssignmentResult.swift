/// Who gets which lead, and why some get nobody.
public struct AssignmentResult: Sendable, Hashable {
  /// Why a lead lands nowhere.
  public enum Obstacle: UInt8, Sendable, CaseIterable {
    /// The condition of no rule holds.
    case noRule
    /// The rules that hold name nobody: there is no previous owner, or the team is empty.
    case nobodyNamed
    /// It lies outside the territory of everybody the rules name.
    case outsideTerritories
    /// Everybody whose territory it lies in is away.
    case away
    /// Everybody whose territory it lies in has as many as they take.
    case full
    /// Of those whose territory it lies in some are away and the others have as many as they take.
    case awayOrFull
  }

  /// Per lead the person, or -1.
  public var owners: [Int32]
  /// Per lead the rule, or -1.
  public var rules: [Int32]
  /// Per lead what stood in the way; nil where it has an owner.
  public var obstacles: [Obstacle?]
  /// Per person how many leads they get.
  public var given: [Int]
  /// Per team and member how many leads they get through rules that name the team: what the ledger gains.
  public var givenByTeam: [[Int]]
  /// Per team and member what the ledger is to gain beside the leads (see `assign`); 0 in a team that gets no lead.
  public var credits: [[Int]]
}
