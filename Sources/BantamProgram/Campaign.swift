import BantamDiagnostics

/// Who is contacted, why that is allowed, and how the contacts are judged.
public struct Campaign: Sendable {
  public var name: String
  public var label: String?
  public var project: String?
  public var funnel: FunnelID?
  public var audience: Condition
  /// Each removes; in order, the first that holds is the reason.
  public var excludes: [Exclusion]
  /// Campaigns whose final members this one leaves alone: `yields to spring`, and for one that excludes each `member of
  /// any other campaign` those declared before it.
  public var yieldsTo: [CampaignID]
  /// Those of `yieldsTo` that follow from an exclusion of members: only who becomes their member in the same run is left
  /// to them, and only where the exclusion would hold.
  public var yieldsNewTo: [CampaignID] = []
  /// nil: `internal`, nobody is written to.
  public var purpose: PurposeID?
  public var sample: (buckets: ClosedRange<Int>, of: Int)?
  public var sampleSeed = ""
  public var limit: Limit?
  public var assignments: [Assignment]
  public var statuses: [MemberStatus]
  /// `snapshot`: the audience of the first run stays; else each run brings it up to date.
  public var isSnapshot: Bool
  public var score: ScoreID?
  public var documentation: String?
  public var span: Span
  public init(name: String, label: String?, audience: Condition, span: Span) {
    self.name = name
    self.label = label
    self.audience = audience
    self.span = span
    excludes = []
    yieldsTo = []
    assignments = []
    statuses = []
    isSnapshot = false
  }
}

public struct Exclusion: Sendable {
  public var condition: Condition
  /// The rule's own words, shown as the reason.
  public var reason: String
  public init(condition: Condition, reason: String) {
    self.condition = condition
    self.reason = reason
  }
}

/// `limit 5_000 by bant`: the best by that score; without `by` the lowest keys. Ties go to the lower key.
public struct Limit: Sendable {
  public var count: Int
  public var score: ScoreID?
  public init(count: Int, score: ScoreID?) {
    self.count = count
    self.score = score
  }
}

/// `assign marketing round robin, at most 200 each`. The first line counts that finds an owner for the contact.
public struct Assignment: Sendable {
  public var target: AssignmentTarget
  /// Among the members of a team.
  public var method: AssignmentMethod
  /// For each owner.
  public var capacity: Capacity?
  public var condition: Condition?
  public var span: Span
  public init(
    target: AssignmentTarget, method: AssignmentMethod, capacity: Capacity?, condition: Condition?, span: Span
  ) {
    self.target = target
    self.method = method
    self.capacity = capacity
    self.condition = condition
    self.span = span
  }
}

public enum AssignmentTarget: Sendable, Hashable {
  case team(TeamID)
  /// An e-mail address.
  case person(String)
  /// Whoever has the contact already.
  case previousOwner
}

public enum AssignmentMethod: String, Sendable, CaseIterable {
  case roundRobin = "round robin"
  case leastLoaded = "least loaded"
  case weighted
}

public struct MemberStatus: Sendable {
  public var name: String
  public var isResponse: Bool
  public init(name: String, isResponse: Bool) {
    self.name = name
    self.isResponse = isResponse
  }
}

/// Why a contact may be written to, and how.
public struct Purpose: Sendable {
  public enum Basis: String, Sendable, CaseIterable {
    case consent
    case contract
    case legitimateInterest = "legitimate interest"
  }
  public var name: String
  public var label: String?
  public var basis: Basis
  /// Such as `email`, `phone`, `post`.
  public var channel: String
  public var keep: Duration?
  /// `basis consent when opt_in`: the basis is also there where this holds, beside what the database records.
  public var condition: Condition?
  public var span: Span
  public init(
    name: String, label: String?, basis: Basis, channel: String, keep: Duration?, condition: Condition?, span: Span
  ) {
    self.name = name
    self.label = label
    self.basis = basis
    self.channel = channel
    self.keep = keep
    self.condition = condition
    self.span = span
  }
}

/// Stages and the events that move a contact between them.
public struct Funnel: Sendable {
  public var name: String
  public var label: String?
  public var isPerProject: Bool
  /// In rising order.
  public var stages: [Stage]
  public var transitions: [Transition]
  public var span: Span
  public init(name: String, label: String?, isPerProject: Bool, stages: [Stage], transitions: [Transition], span: Span)
  {
    self.name = name
    self.label = label
    self.isPerProject = isPerProject
    self.stages = stages
    self.transitions = transitions
    self.span = span
  }
}

public struct Stage: Sendable {
  public var name: String
  public var label: String?
  public var team: TeamID?
  /// A contact that got here is not moved or edited any more.
  public var isFinal: Bool
  public var requires: [FieldID]
  public var within: Duration?
  public var elseSuggest: Suggestion?
  public var span: Span
  public init(name: String, label: String?, team: TeamID?, isFinal: Bool, span: Span) {
    self.name = name
    self.label = label
    self.team = team
    self.isFinal = isFinal
    requires = []
    self.span = span
  }
}

public struct Transition: Sendable {
  public var from: Int
  public var to: Int
  /// Any of these events.
  public var events: [String]
  public var guardCondition: Condition?
  public var span: Span
  public init(from: Int, to: Int, events: [String], guardCondition: Condition?, span: Span) {
    self.from = from
    self.to = to
    self.events = events
    self.guardCondition = guardCondition
    self.span = span
  }
}

extension Funnel {
  /// The event of a new member.
  public static let joined = "campaign_joined"

  /// Where a new member of a campaign stands.
  public var joinStage: Int { transitions.first { $0.from == 0 && $0.events.contains(Self.joined) }?.to ?? 0 }
}

extension TimeTest {
  /// Whether who joins a campaign in this run can lie in the window.
  public var canHoldNow: Bool {
    switch self {
    case .inLast, .after, .on, .between: true
    case .calendar(_, let offset): offset == 0
    case .inNext, .olderThan, .before, .anniversaryInNext: false
    }
  }
}
