import BantamColumns
import BantamEngine
import BantamPlan
import BantamProgram
import BantamSession
import BantamStore
import BantamSystem

extension ContactFacts {
  /// Reads what the contacts of a database hold of the fields that the rules ask for; changes nothing.
  public init(database path: String, _ rules: Rules, asOf: Int64) throws(RunFailure) {
    let program = rules.program
    guard let zone = ZoneRules(name: program.settings.zone) else { throw .rules(rules) }
    let scope = PlanScope(segments: Array(program.segments.indices))
    let (plan, errors) = makePlan(program, asOf: asOf, zone: zone, scope: scope)
    if !errors.isEmpty { throw .rules(rules) }
    let contacts: ContactColumns
    do throws(StoreError) {
      let store = try SQLiteContactStore(path: path, program: program, access: .read)
      contacts = try store.load(plan, program, zone: zone, threads: coreCount()).0
    } catch {
      throw .store(error, rules)
    }
    let outcome = evaluate(plan, lists: program.lists, over: contacts, request: EvaluationRequest())
    var values: [FieldID: Set<String>] = [:]
    for (need, column) in zip(plan.columns, contacts.columns) where need.storage == .text {
      values[need.field] = Self.values(column, isTags: program.fields[need.field].type == .tags)
    }
    self.init(
      contacts: contacts.count,
      members: Dictionary(
        zip(plan.segments.map(\.segment), outcome.segments), uniquingKeysWith: { first, _ in first }),
      values: values, activityKinds: contacts.activities.map { Self.values($0.kinds, isTags: false) } ?? [])
  }

  private static func values(_ column: Column, isTags: Bool) -> Set<String> {
    guard let dictionary = column.dictionary else { return [] }
    var found: Set<String> = []
    for code in 1..<max(1, dictionary.count) {
      let text = dictionary[code]
      if isTags {
        for tag in text.split(separator: ";") { found.insert(foldCase(String(tag))) }
      } else {
        found.insert(foldCase(text))
      }
    }
    return found
  }
}
