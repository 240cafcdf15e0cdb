import BantamDiagnostics

/// A `test` block: contacts it gives, and what it expects of them.
public struct Test: Sendable {
  public var name: String
  public var asOf: Moment?
  public var contacts: [GivenContact]
  public var activities: [GivenActivity]
  public var expectations: [Expectation]
  public var span: Span
  public init(
    name: String, asOf: Moment?, contacts: [GivenContact], activities: [GivenActivity], expectations: [Expectation],
    span: Span
  ) {
    self.name = name
    self.asOf = asOf
    self.contacts = contacts
    self.activities = activities
    self.expectations = expectations
    self.span = span
  }
}

public struct GivenContact: Sendable {
  /// nil: `given person of acme { … }` without a name.
  public var name: String?
  public var kind: ContactKind
  /// Index into the test's contacts.
  public var company: Int?
  public var values: [(field: FieldID, value: Value)]
  /// Purposes the contact has consented to, objected to, channels it is suppressed on, campaigns it is a member of.
  public var consents: [PurposeID] = []
  public var objections: [PurposeID] = []
  public var suppressedChannels: [String] = []
  public var memberships: [(campaign: CampaignID, since: Moment?, status: String?)] = []
  public var stages: [GivenStage] = []
  public var span: Span
  public init(name: String?, kind: ContactKind, company: Int?, values: [(field: FieldID, value: Value)], span: Span) {
    self.name = name
    self.kind = kind
    self.company = company
    self.values = values
    self.span = span
  }
}

/// `stage customer in erp_rollout`, `was customer in erp_rollout`.
public struct GivenStage: Sendable, Hashable {
  public var funnel: FunnelID
  /// nil where the funnel counts per contact.
  public var project: String?
  /// Index into the funnel's stages.
  public var stage: Int
  /// `was`: it has left the stage since.
  public var isPast: Bool
  public init(funnel: FunnelID, project: String?, stage: Int, isPast: Bool) {
    self.funnel = funnel
    self.project = project
    self.stage = stage
    self.isPast = isPast
  }
}

public struct GivenActivity: Sendable {
  /// Index into the test's contacts.
  public var contact: Int
  public var kind: String
  public var at: Moment
  public var values: [(field: FieldID, value: Value)]
  public var span: Span
  public init(contact: Int, kind: String, at: Moment, values: [(field: FieldID, value: Value)], span: Span) {
    self.contact = contact
    self.kind = kind
    self.at = at
    self.values = values
    self.span = span
  }
}

public enum Value: Sendable, Hashable {
  case text(String)
  case tags([String])
  case number(Number)
  case yesNo(Bool)
  case moment(Moment)
  case location(latitude: Double, longitude: Double)
}

public struct Expectation: Sendable {
  public enum Kind: Sendable {
    case member(of: SegmentID, expected: Bool)
    /// Score, expected total (nil: not asked), expected grade (nil: not asked).
    case score(ScoreID, total: Number?, grade: String?)
    case points(ScoreID, discipline: Int, Number)
    case lead(of: CampaignID, expected: Bool)
    case suggested(Suggestion)
    /// `expect acme in seg rests on missing`: no, but could change if a value became known.
    case restsOnMissing(SegmentID)
  }
  /// Index into the test's contacts.
  public var contact: Int
  public var kind: Kind
  public var span: Span
  public init(contact: Int, kind: Kind, span: Span) {
    self.contact = contact
    self.kind = kind
    self.span = span
  }
}
