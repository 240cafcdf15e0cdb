import BantamColumns
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem

/// A contact whose answers are explained, and all that they rest on: one of a database, or one that a test gives.
public struct ExplainedContact: Sendable {
  public var program: Program
  public var plan: Plan
  public var trace: Trace
  public var zone: ZoneRules
  /// The contact and the ones it needs.
  public var contacts: ContactColumns
  /// The contact's own row.
  public var row: Int
  /// What people call the contacts, by row; empty for none.
  public var names: [String]
  /// What stands beside the contact's own values.
  public var records = ContactRecords()
  /// Of campaigns with a limit: who is within it.
  public var standings: [String: CampaignStanding] = [:]
  /// Whether a test gives the contact: it has a name and no key, and nothing is known of earlier runs.
  public var isGiven: Bool

  /// A contact that a test gives.
  public init(
    _ program: Program, _ plan: Plan, _ trace: Trace, zone: ZoneRules, contacts: ContactColumns, row: Int,
    names: [String]
  ) {
    self.program = program
    self.plan = plan
    self.trace = trace
    self.zone = zone
    self.contacts = contacts
    self.row = row
    self.names = names
    isGiven = true
  }

  /// A contact of a database.
  public init(_ contact: OneContact) {
    program = contact.program
    plan = contact.plan
    trace = contact.trace
    zone = contact.zone
    contacts = contact.contacts
    row = contact.row
    names = contact.names
    records = contact.records
    standings = contact.standings
    isGiven = false
  }
}
