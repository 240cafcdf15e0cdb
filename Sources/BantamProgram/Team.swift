import BantamDiagnostics

/// Who takes care of contacts: the members of a team, and how much of it each can take.
public struct Team: Sendable {
  public var name: String
  public var label: String?
  /// In the order written; no address twice.
  public var members: [TeamMember]
  public var span: Span
  public init(name: String, label: String?, members: [TeamMember], span: Span) {
    self.name = name
    self.label = label
    self.members = members
    self.span = span
  }
}

/// `"ben@example.com" weight 2 away 2026-07-01..2026-07-14 at most 50 per week when postcode in "20000".."22999"`.
public struct TeamMember: Sendable {
  /// E-mail address.
  public var address: String
  /// 1...1000: the share of the contacts where they are given out `weighted`.
  public var weight = 1
  /// Days since 1970-01-01 in the rule set's zone, both ends included; an open end is `earliestDay` or `latestDay`.
  public var away: [ClosedRange<Int>] = []
  public var capacity: Capacity?
  /// The territory: whom this member takes; nil: everybody.
  public var condition: Condition?
  public var span: Span
  public init(address: String, span: Span) {
    self.address = address
    self.span = span
  }

  /// 0001-01-01 and 9999-12-31.
  public static let earliestDay = -719_162
  public static let latestDay = 2_932_896
}

/// `at most 50 per week`: so many contacts in a calendar unit; without a unit, so many in all.
public struct Capacity: Sendable, Hashable {
  public var count: Int
  public var unit: CalendarUnit?
  public init(count: Int, unit: CalendarUnit?) {
    self.count = count
    self.unit = unit
  }
}
