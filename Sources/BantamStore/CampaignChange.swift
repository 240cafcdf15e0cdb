/// What a run is to write for one campaign. Contacts are given by their keys.
public struct CampaignChange: Sendable {
  public var outcome: CampaignOutcome
  public var difference: MemberDifference
  /// The row of the campaign itself is new or changed.
  public var isCampaignChanged: Bool
  /// Somebody counts as added by hand who is not any more, or the other way round.
  public var isOriginChanged = false
  /// The audience to keep, where this run takes the snapshot.
  public var snapshot: [SQLValue]?
  public var owners: [OwnerChange] = []
  /// What the ledger notes for owners beside their leads.
  public var credits: [Credit] = []
  public var moves: [StageMove] = []
  public var events: [EventRow] = []
  public var notifications: [NotificationRow] = []

  public init(outcome: CampaignOutcome, difference: MemberDifference, isCampaignChanged: Bool) {
    self.outcome = outcome
    self.difference = difference
    self.isCampaignChanged = isCampaignChanged
  }

  public var isEmpty: Bool {
    !isCampaignChanged && !isOriginChanged && difference.isEmpty && snapshot == nil && owners.isEmpty && moves.isEmpty
      && events.isEmpty
      && notifications.isEmpty
  }
}

/// Leads that somebody new in a team, or back in it, counts as given.
public struct Credit: Sendable, Hashable {
  public var team: String
  public var owner: String
  public var leads: Int
  public init(team: String, owner: String, leads: Int) {
    self.team = team
    self.owner = owner
    self.leads = leads
  }
}

/// A lead gets an owner, or another one; `owner` nil: it loses the one it has.
public struct OwnerChange: Sendable, Hashable {
  public var contact: SQLValue
  public var owner: String?
  public var team: String?
  public var from: String?
  /// The rule's place and words, such as `campaign.bant:17`.
  public var rule: String?
  public init(contact: SQLValue, owner: String?, team: String?, from: String?, rule: String?) {
    self.contact = contact
    self.owner = owner
    self.team = team
    self.from = from
    self.rule = rule
  }
}

/// A contact's step from one stage to another, already allowed by the funnel.
public struct StageMove: Sendable, Hashable {
  public var funnel: String
  /// Empty where the funnel is per contact.
  public var project: String
  public var contact: SQLValue
  /// nil: it had none.
  public var from: String?
  public var to: String
  public var event: String
  public var rule: String?
  public var isFinal: Bool
  public init(
    funnel: String, project: String, contact: SQLValue, from: String?, to: String, event: String, rule: String?,
    isFinal: Bool
  ) {
    self.funnel = funnel
    self.project = project
    self.contact = contact
    self.from = from
    self.to = to
    self.event = event
    self.rule = rule
    self.isFinal = isFinal
  }
}

/// Something that happened between us and a contact.
public struct EventRow: Sendable, Hashable {
  public var contact: SQLValue
  /// Empty for none.
  public var project: String
  public var kind: String
  /// Ten-thousandths.
  public var amount: Int64?
  public var reference: String?
  public var note: String?
  /// ISO 8601; nil: the instant of the run.
  public var at: String?
  public init(
    contact: SQLValue, project: String, kind: String, amount: Int64? = nil, reference: String? = nil,
    note: String? = nil, at: String? = nil
  ) {
    self.contact = contact
    self.project = project
    self.kind = kind
    self.amount = amount
    self.reference = reference
    self.note = note
    self.at = at
  }
}

public struct NotificationRow: Sendable, Hashable {
  public var contact: SQLValue
  public var text: String
  public init(contact: SQLValue, text: String) {
    self.contact = contact
    self.text = text
  }
}
