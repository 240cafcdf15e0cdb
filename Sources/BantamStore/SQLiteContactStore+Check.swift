import BantamPlan
import BantamProgram

extension SQLiteContactStore {
  /// Throws where the contacts' table lacks a column that a plan reads.
  public func check(_ plan: Plan, _ program: Program) throws(StoreError) {
    for need in plan.columns { _ = try layout.contacts.need(need.name, span: program.fields[need.field].span) }
  }
}
