import BantamColumns
import BantamEngine
import BantamLeads
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem

/// One of the two rule sets, evaluated on the contacts as a run would, and what it would give.
public struct DiffSide {
  public let rules: Rules
  let plan: Plan
  let trace: Trace
  let store: SQLiteContactStore
  let contacts: ContactColumns
  let outcome: Outcome
  let campaigns: [CampaignResult]
  let hands: [LeadQuestions.Hands]
  /// Per campaign of the plan.
  let owners: [LeadOwners]
  /// Per segment of the plan its contacts, rising.
  let segmentRows: [[Int32]]

  var program: Program { rules.program }
}

/// Who takes care of a campaign's leads, kept or given.
struct LeadOwners {
  var names: [String] = []
  /// Per lead an index into `names`, -1 for nobody; empty where the campaign gives no owners.
  var codes: [Int32] = []
  /// The lines that give owners.
  var rules: [GradeCause.Line] = []
  /// Per lead an index into `rules`, -1 for one that is kept.
  var ruleCodes: [Int32] = []

  func name(_ place: Int) -> String? {
    codes.isEmpty || codes[place] < 0 ? nil : names[Int(codes[place])]
  }

  func rule(_ place: Int) -> Int32 { ruleCodes.isEmpty ? -1 : ruleCodes[place] }
}

/// A rule set planned, before contacts are loaded.
struct PlannedSide {
  let rules: Rules
  let plan: Plan
  let trace: Trace
  let zone: ZoneRules
  let store: SQLiteContactStore

  /// `asOf`: the clock of both sides.
  init(_ rules: Rules, _ request: DiffRequest, asOf: Int64) throws(RunFailure) {
    self.rules = rules
    let program = rules.program
    guard let zone = ZoneRules(name: program.settings.zone) else { throw .badMoment(program.settings.zone) }
    self.zone = zone
    let facts: SQLiteContactStore.CampaignFacts
    do throws(StoreError) {
      store = try SQLiteContactStore(path: request.database, program: program, access: .read)
      facts = try store.campaignFacts()
    } catch {
      throw .store(error, rules)
    }
    let scope = Self.scope(program, request).knowing(facts, program)
    let (plan, errors, trace) = makeTracedPlan(program, asOf: asOf, zone: zone, scope: scope)
    if !errors.isEmpty {
      var wrong = rules
      wrong.diagnostics += errors.map(\.diagnostic)
      throw .rules(wrong)
    }
    self.plan = plan
    self.trace = trace
  }

  /// The campaigns asked for, those they yield to, and the scores of both. A side without the campaign has none.
  private static func scope(_ program: Program, _ request: DiffRequest) -> PlanScope {
    let asked = program.campaigns.indices.filter { id in
      request.campaign.map { program.campaigns[id].name == $0 } ?? true
    }
    return PlanScope(segments: request.wantsSegments ? nil : [], campaigns: asked, program)
  }

  func evaluated(_ contacts: ContactColumns, threads: Int) throws(RunFailure) -> DiffSide {
    let program = rules.program
    let questions = LeadQuestions(plan)
    do throws(StoreError) {
      let request = EvaluationRequest(
        threads: threads, masks: questions.masks, rows: questions.rows + plan.segments.map(\.node),
        assessments: try store.assessments(plan, program, contacts.keys), intervals: false)
      let outcome = evaluate(plan, lists: program.lists, over: contacts, request: request)
      let hands = questions.hands(plan, outcome)
      let campaigns = makeLeads(plan, program, outcome, hands: hands)
      return DiffSide(
        rules: rules, plan: plan, trace: trace, store: store, contacts: contacts, outcome: outcome,
        campaigns: campaigns, hands: hands, owners: try owners(campaigns, outcome, questions, contacts),
        segmentRows: Array(outcome.rows[questions.rows.count...]))
    } catch {
      throw .store(error, rules)
    }
  }

  private func owners(
    _ campaigns: [CampaignResult], _ outcome: Outcome, _ questions: LeadQuestions, _ contacts: ContactColumns
  ) throws(StoreError) -> [LeadOwners] {
    let program = rules.program
    guard campaigns.contains(where: { program.campaigns[$0.campaign].givesOwners(program) }) else {
      return campaigns.map { _ in LeadOwners() }
    }
    let outcomes = campaigns.map { storedOutcome($0, plan, program, outcome) }
    let state = try LeadState(
      campaigns, program, outcomes: outcomes, keys: contacts.keys, count: contacts.count, store)
    let changes = makeChanges(
      campaigns, plan, program, outcome, questions, state, keys: contacts.keys,
      clock: RunClock(asOf: plan.asOf, zone: zone))
    let index = KeyIndex(contacts.keys)
    return campaigns.indices.map { number in
      guard program.campaigns[campaigns[number].campaign].givesOwners(program) else { return LeadOwners() }
      return owners(
        program.campaigns[campaigns[number].campaign], campaigns[number].rows, state.campaigns[number].owners,
        changes.campaigns[number].owners, index)
    }
  }

  private func owners(
    _ campaign: Campaign, _ rows: [Int32], _ stored: SQLiteContactStore.Owners, _ changes: [OwnerChange],
    _ index: KeyIndex
  ) -> LeadOwners {
    var owners = LeadOwners(names: stored.owners)
    var codeOfRow = stored.ownerOfRow
    var ruleOfRow = [Int32](repeating: -1, count: codeOfRow.count)
    let lines = ownerLines(campaign)
    var ruleCodes: [String: Int32] = [:]
    var codes = Dictionary(zip(stored.owners, Int32(0)...), uniquingKeysWith: { first, _ in first })
    for change in changes {
      let row = index.row(of: change.contact)
      if row < 0 { continue }
      guard let owner = change.owner else {
        codeOfRow[Int(row)] = -1
        continue
      }
      if codes[owner] == nil {
        codes[owner] = Int32(owners.names.count)
        owners.names.append(owner)
      }
      codeOfRow[Int(row)] = codes[owner] ?? -1
      guard let rule = change.rule, let line = lines[rule] else { continue }
      if ruleCodes[rule] == nil {
        ruleCodes[rule] = Int32(owners.rules.count)
        owners.rules.append(line)
      }
      ruleOfRow[Int(row)] = ruleCodes[rule] ?? -1
    }
    owners.codes = rows.map { codeOfRow[Int($0)] }
    owners.ruleCodes = rows.map { ruleOfRow[Int($0)] }
    return owners
  }

  /// The lines that may give a campaign's leads to somebody, by the place that the run notes.
  private func ownerLines(_ campaign: Campaign) -> [String: GradeCause.Line] {
    let program = rules.program
    var spans = campaign.assignments.map(\.span)
    spans += (campaign.funnel.map { program.funnels[$0].stages } ?? []).map(\.span)
    spans += (campaign.score.map { program.scores[$0].grades } ?? []).map(\.span)
    return Dictionary(
      spans.map { (program.place(of: $0), GradeCause.Line($0, program)) }, uniquingKeysWith: { first, _ in first })
  }
}
