import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import BantamReport
import BantamStore
import BantamSystem

/// One contact, the ones it needs, and the engine's answers about all of them.
struct Facts {
  let contact: ExplainedContact
  let outcome: Outcome
  private let masks: [NodeID: Int]
  private let counters: [CounterID: Int]

  /// An answer: bit 0 yes, bit 1 it rests on a missing value.
  struct Answer {
    var holds: Bool
    var restsOnMissing: Bool
  }

  init(_ contact: ExplainedContact) {
    self.contact = contact
    let plan = contact.plan
    let nodes = Array(plan.nodes.indices)
    let counters = Array(plan.counters.indices)
    masks = Dictionary(uniqueKeysWithValues: nodes.map { ($0, $0) })
    self.counters = Dictionary(uniqueKeysWithValues: counters.map { ($0, $0) })
    let request = EvaluationRequest(
      threads: 1, restsOn: nodes, masks: nodes, counters: counters, scoresForAll: Set(plan.scores.indices),
      assessments: Facts.assessments(contact, copies: 1))
    outcome = evaluate(plan, lists: contact.program.lists, over: contact.contacts, request: request)
  }

  var plan: Plan { contact.plan }
  var program: Program { contact.program }

  /// Values in words, on the rules' clock.
  var values: ValueWords { ValueWords(program: program, zone: contact.zone) }
  var row: Int { contact.row }

  func answer(_ node: NodeID, _ row: Int) -> Answer {
    guard let index = masks[node] else { return Answer(holds: false, restsOnMissing: false) }
    let mask = outcome.masks[index][row]
    return Answer(holds: mask & 1 != 0, restsOnMissing: mask & 2 != 0)
  }

  /// nil: missing.
  func counter(_ id: CounterID, _ row: Int) -> Int64? {
    guard let index = counters[id] else { return nil }
    let value = outcome.counters[index][row]
    return value == .min ? nil : value
  }

  func isCompany(_ row: Int) -> Bool { contact.contacts.kinds[row] == 0 }

  /// The row of a person's company; nil where there is none.
  func company(of row: Int) -> Int? {
    guard row < contact.contacts.companyRows.count, contact.contacts.companyRows[row] >= 0 else { return nil }
    return Int(contact.contacts.companyRows[row])
  }

  func persons(of company: Int) -> [Int] {
    contact.contacts.companyRows.indices.filter { !isCompany($0) && contact.contacts.companyRows[$0] == company }
  }

  /// `Anna Schmidt (226)`, or the key alone; in a test, as it calls the contact.
  func name(_ row: Int) -> String {
    if contact.isGiven { return bareName(row) }
    return bareName(row).isEmpty ? key(row) : "\(bareName(row)) (\(key(row)))"
  }

  func bareName(_ row: Int) -> String { contact.names[row] }

  func key(_ row: Int) -> String { SQLValue(keyOf: row, contact.contacts.keys).text }

  /// What people assessed, for the contact's row in each of so many copies of the columns.
  static func assessments(_ contact: ExplainedContact, copies: Int) -> [Int: [Assessment]] {
    var found: [Int: [Assessment]] = [:]
    for (index, score) in contact.plan.scores.enumerated() {
      guard let campaign = score.campaign else { continue }
      let own = contact.records.assessments.filter { $0.campaign == contact.program.campaigns[campaign].name }
      for copy in 0..<copies {
        let row = Int32(copy * contact.contacts.count + contact.row)
        for assessed in own {
          guard let discipline = score.disciplines.firstIndex(where: { $0.name == assessed.discipline }) else {
            continue
          }
          found[index, default: []].append(
            Assessment(row: row, discipline: discipline, points: min(max(assessed.points, 0), 100)))
        }
      }
    }
    return found
  }
}
