import BantamColumns
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamStore

/// A person's own points for a lead.
extension Desk {
  public struct Assessed: Sendable {
    public var campaign: String
    public var contact: SQLValue
    public var discipline: String
    /// Totals in ten-thousandths of a point; nil where there was none.
    public var totalBefore: Int64?
    public var total: Int64
    public var gradeBefore: String?
    public var grade: String?
    public var runID: Int64?
  }

  /// Puts a person's points in the place of the rule's for one discipline of one lead, and grades the lead anew. `points`
  /// nil: the rule counts again.
  public func assess(
    _ name: String, discipline: String, points: Int?, in campaignName: String?, note: String?
  ) throws(RunFailure) -> Assessed {
    let revision = try reading { try store.database.revision() }
    let contact = try contact(name)
    let id = try campaign(campaignName, orOnlyOf: contact)
    let campaign = program.campaigns[id]
    guard let score = campaign.score else { throw .process(.noScore(campaign: campaign.name), rules) }
    guard let place = program.scores[score].disciplines.firstIndex(where: { $0.name == discipline }) else {
      throw .unknownName("discipline", discipline, known: program.scores[score].disciplines.map(\.name))
    }
    if let points, !(0...100).contains(points) { throw .process(.badPoints(String(points)), rules) }
    let isMember = try reading { () -> Bool in
      try refuseLocked(contact, id)
      return try store.isMember(contact, of: campaign.name)
    }
    if !isMember { throw .process(.notAMember(contact: contact.text, campaign: campaign.name), rules) }
    let own = SQLiteContactStore.StoredAssessment(
      contact: contact, discipline: discipline, points: points ?? -1, actor: request.actor, at: "", note: note)
    let change = try rescored([contact], id, with: own)
    let lead = change.changes.campaigns[0]
    let isKnown = try reading {
      try store.assessments(in: campaign.name, of: contact).contains { $0.discipline == discipline }
    }
    let (_, run) = try journaled(record("assess", expecting: revision)) { log, writer in
      // The rule counts already.
      if points == nil, !isKnown { return }
      let number = try store.ensureCampaign(lead.outcome)
      try writer.run(
        """
        INSERT INTO bantam_assessment(campaign_id, contact_id, discipline, points, actor, at, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(number), contact, .text(program.scores[score].disciplines[place].name),
          points.map { .integer(Int64($0)) } ?? .null, .text(log.record.actor), .text(log.at), SQLValue(note),
        ])
      _ = try store.write(change.changes.campaigns, keys: change.keys, log)
    }
    let before = lead.difference.changedFrom.first
    let total = lead.outcome.leads.totals[0]
    let grade = lead.outcome.leads.grades.name(at: 0)
    return Assessed(
      campaign: campaign.name, contact: contact, discipline: discipline, totalBefore: before?.total ?? total,
      total: total, gradeBefore: before == nil ? grade : before?.grade, grade: grade, runID: run)
  }

  struct Rescored {
    var changes: LeadChanges
    var keys: Keys
    /// Of the database before the first look at it.
    var revision: Int64
  }

  /// Some leads of a campaign graded anew, and what follows. `own`: an assessment that is not stored yet; negative
  /// points take the stored one back.
  func rescored(
    _ contacts: [SQLValue], _ id: CampaignID, with own: SQLiteContactStore.StoredAssessment? = nil
  ) throws(RunFailure) -> Rescored {
    try reading {
      let campaign = program.campaigns[id]
      let scores = [campaign.score].compactMap { $0 }
      let revision = try store.database.revision()
      var scope = PlanScope(segments: [], campaigns: [id], scores: scores).knowing(try store.campaignFacts(), program)
      if own != nil { scope.assessed.insert(id) }
      var plan = try plan(scope)
      plan.campaigns[0].keepsAudience = false
      let (found, _) = try store.load(plan, program, zone: zone, keys: contacts)
      let questions = LeadQuestions(plan)
      guard let score = plan.campaigns[0].scoreIndex else { throw ProcessError.noScore(campaign: campaign.name) }
      let assessments = try assessments(plan.scores[score], campaign, found, contacts, own)
      let outcome = evaluate(
        plan, lists: program.lists, over: found.columns,
        request: EvaluationRequest(
          threads: 1, masks: questions.masks, rows: questions.rows, scoresForAll: [score],
          assessments: [score: assessments]))
      let result = CampaignResult(rows: found.rows.filter { $0 >= 0 }.sorted(), plan, outcome)
      let stored = storedOutcome(result, plan, program, outcome)
      let state = try LeadState(
        [result], program, outcomes: [stored], keys: found.columns.keys, count: found.columns.count, store,
        isPartial: true)
      let changes = makeChanges(
        [result], plan, program, outcome, questions, state, keys: found.columns.keys, clock: clock)
      return Rescored(changes: changes, keys: found.columns.keys, revision: revision)
    }
  }

  private func assessments(
    _ score: ScorePlan, _ campaign: Campaign, _ found: SomeContacts, _ contacts: [SQLValue],
    _ own: SQLiteContactStore.StoredAssessment?
  ) throws -> [Assessment] {
    var result: [Assessment] = []
    for (contact, row) in zip(contacts, found.rows) where row >= 0 {
      var stored = try store.assessments(in: campaign.name, of: contact)
      if let own, own.contact == contact {
        stored.removeAll { $0.discipline == own.discipline }
        if own.points >= 0 { stored.append(own) }
      }
      for assessment in stored {
        guard let place = score.disciplines.firstIndex(where: { $0.name == assessment.discipline }) else { continue }
        result.append(Assessment(row: row, discipline: place, points: assessment.points))
      }
    }
    return result.sorted { $0.row < $1.row }
  }
}
