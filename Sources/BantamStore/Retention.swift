/// How long what is known for a purpose is kept.
public struct RetentionRule: Sendable, Hashable {
  public var purpose: String
  /// Milliseconds since 1970-01-01T00:00:00Z: what was last touched before is due.
  public var cutoff: Int64
  /// Members who go would come back with the next run, as nothing else keeps them out; so they are noted as removed by
  /// hand. Where the purpose rests on recorded consent the missing consent does that.
  public var staysOutByHand: Bool
  /// Why, for that note: `kept for 2 years`.
  public var reason: String

  public init(purpose: String, cutoff: Int64, staysOutByHand: Bool, reason: String) {
    self.purpose = purpose
    self.cutoff = cutoff
    self.staysOutByHand = staysOutByHand
    self.reason = reason
  }
}

/// What is due by one purpose.
public struct RetentionDue: Sendable {
  public struct Member: Sendable, Hashable {
    public var campaign: Int64
    public var contact: SQLValue
  }

  public struct Consent: Sendable, Hashable {
    public var id: Int64
    public var contact: SQLValue
  }

  public var rule: RetentionRule
  public var members: [Member] = []
  public var consents: [Consent] = []
  /// Consents that say no time, whose age nobody knows; they stay.
  public var undated = 0

  public var isEmpty: Bool { members.isEmpty && consents.isEmpty }
}

/// What is due by all purposes.
public struct RetentionReport: Sendable {
  public var due: [RetentionDue]
  /// Contacts of whom nothing is left then, in order of their keys.
  public var candidates: [SQLValue]
  /// Rows removed, by table; empty where nothing was to be written.
  public var removed: [Erasure.Removed] = []
  /// The journal's number of the removal.
  public var run: Int64?
}
