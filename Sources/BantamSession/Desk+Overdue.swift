import BantamProgram
import BantamSystem

/// Who stays at a stage for longer than its `within` allows: the same for the report and for suggestions.
extension Desk {
  /// Who came before this instant is overdue; nil where the stage sets no limit.
  func overdueLimit(_ stage: Stage) -> Int64? { stage.within.map { clock.instant($0, -1) } }

  /// `since` as the tables write it. Who came at the limit to the millisecond is still in time.
  func isOverdue(_ since: String, _ limit: Int64) -> Bool {
    Timestamp(since).map { $0.instant(in: zone) < limit } ?? false
  }
}
