import BantamEngine
import BantamPlan
import BantamProgram

extension StageGate.Facts {
  /// What a gate asks of one row of an evaluated plan. The plan's gates hold the funnel's, if it asks for anything.
  public init(_ funnel: FunnelID, row: Int32, _ plan: Plan, _ outcome: Outcome, _ questions: LeadQuestions) {
    let gate = plan.gates.first { $0.funnel == funnel }
    self.init(
      guardHolds: { transition in
        guard let node = gate?.guards[transition] else { return false }
        return questions.holds(node, row, outcome)
      },
      missingFields: { stage in
        (gate?.missing[stage] ?? []).filter { questions.holds($0.node, row, outcome) }.map(\.field)
      })
  }
}

extension Funnel {
  /// Whether a way through it asks anything of the contact.
  public var asksOfContacts: Bool {
    transitions.contains { $0.guardCondition != nil } || stages.contains { !$0.requires.isEmpty }
  }

  /// The project its stages are noted under: empty where it is per contact.
  public func stageProject(of project: String?) -> String { isPerProject ? project ?? "" : "" }
}
