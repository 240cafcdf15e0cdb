import BantamDiagnostics
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore

/// What happened between us and contacts.
extension Desk {
  /// The same event, as it is noted already.
  public struct KnownEvent: Sendable {
    public var contact: SQLValue
    public var kind: String
    /// When it happened, and when and by which run it was noted; nil: not by a run in force. On the rules' clock.
    public var at: String
    public var notedAt: String?
    public var run: Int64?
  }

  /// An event that was noted, and what followed from it.
  public struct NotedEvents: Sendable {
    public var events: [EventRow] = []
    public var moves: [StageMove] = []
    /// No leads of these campaigns any more.
    public var demoted: [(contact: SQLValue, campaigns: [String])] = []
    public var handOver = HandOver()
    /// Noted before.
    public var skipped = 0
    /// Of a single event that was noted before.
    public var known: KnownEvent?
    /// nil: nothing was written.
    public var run: Int64?
    public init() {}
  }

  /// Notes an event and moves the contact to the stage that follows from it; where the gate refuses, nothing is noted, nor
  /// where the same is noted already.
  public func note(_ request: EventRequest) throws(RunFailure) -> NotedEvents {
    do {
      let revision = try store.database.revision()
      let contact = try contact(request.contact)
      var pass = try EventPass(self, of: [contact])
      let meaning = try pass.meaning(request, of: contact)
      if !request.isAgain, let known = try known(meaning) {
        var noted = NotedEvents()
        noted.skipped = 1
        noted.known = known
        return noted
      }
      try pass.add(meaning)
      return try write(pass, expecting: revision, detail: detail(meaning))
    } catch {
      throw RunFailure(error, rules)
    }
  }

  private func known(_ meaning: EventPass.Meaning) throws -> KnownEvent? {
    guard let row = try store.eventRow(meaning.identity) else { return nil }
    let run = try store.latestRun(adding: "bantam_event", row: row)
    return KnownEvent(
      contact: meaning.contact, kind: meaning.event, at: local(meaning.identity.at),
      notedAt: run.map { local($0.startedAt) }, run: run?.id)
  }

  /// Writes what a pass decided, in one run.
  func write(_ pass: EventPass, expecting revision: Int64, detail: String) throws -> NotedEvents {
    var noted = NotedEvents()
    noted.events = pass.events.map(\.row)
    noted.moves = pass.moves.map(\.move)
    if noted.events.isEmpty { return noted }
    noted.demoted = try pass.demotions.map { ($0.contact, try memberships(of: $0.contact, on: $0.track)) }
    noted.handOver = try reassign(pass.handOverNeeds)
    let handOver = noted.handOver
    var record = record("event", expecting: revision)
    record.detail = detail
    noted.run = try journaled(record) { log, writer in
      var numbers: [CampaignID: Int64] = [:]
      for (row, campaign) in pass.events {
        if let campaign, numbers[campaign] == nil {
          numbers[campaign] = try store.ensureCampaign(.init(bare: program.campaigns[campaign], program))
        }
        try writer.write(row, campaign.flatMap { numbers[$0] })
      }
      for (move, at) in pass.moves { try writer.write(move, at: at) }
      for demotion in pass.demotions { try demote(demotion.contact, on: demotion.track, log, writer) }
      try write(handOver, writer)
    }.runID
    return noted
  }

  /// The command for the journal. A contact stands there by its key: an address would outlive its erasure.
  private func detail(_ meaning: EventPass.Meaning) -> String {
    var words = ["event", meaning.contact.text, meaning.event]
    if let campaign = meaning.place.campaign {
      words += ["--campaign", program.campaigns[campaign].name]
    } else if !meaning.place.project.isEmpty {
      words += ["--project", meaning.place.project]
    }
    if let amount = meaning.amount { words += ["--amount", decimalText(amount, places: 4)] }
    return words.joined(separator: " ")
  }
}
