import BantamColumns
import BantamPlan
import BantamProgram
import BantamSystem

/// Where contacts come from and results go to. One store for one run and one thread; SQLite is the only one yet.
public protocol ContactStore: AnyObject {
  /// The columns that a plan needs, rows in the order of the key, from one state of the database.
  func load(
    _ plan: Plan, _ program: Program, zone: ZoneRules, threads: Int
  ) throws(StoreError) -> (columns: ContactColumns, report: LoadReport)
}
