import BantamPlan
import BantamProgram
import BantamStore
import BantamSystem

/// What becomes of personal data: erased on request, removed when it was kept long enough.
extension Desk {
  public enum EraseResult: Sendable {
    case erased(Erasure)
    /// The contact was erased before, but the file was not written anew then.
    case compacted(Erasure.Compaction)
  }

  /// Erases the contact of a key or an e-mail address.
  ///
  /// `isDryRun`: nothing is written; what comes back is what would go.
  public func erase(_ name: String, isDryRun: Bool = false) throws(RunFailure) -> EraseResult {
    let key: SQLValue
    do throws(RunFailure) {
      key = try contact(name)
    } catch {
      let isPending = try reading { try store.isCompactionPending() }
      if case .contact(.unknown) = error, isPending, !isDryRun { return .compacted(store.compact()) }
      throw error
    }
    return .erased(
      try reading {
        try store.erase(key, record("erase"), isDryRun: isDryRun) { count in
          var source = SystemRandomNumberGenerator()
          return randomBytes(count, from: &source)
        }
      })
  }

  /// What is due by the purposes that say how long they keep; with `applying` it is removed.
  public func retention(applying: Bool) throws(RunFailure) -> RetentionReport {
    let rules = program.purposes.compactMap { purpose in purpose.keep.map { retentionRule(purpose, $0) } }
    guard applying else { return try reading { try store.due(rules, zone: zone) } }
    let (report, run) = try journaled(record("retention")) { log, _ in
      var report = try store.due(rules, zone: zone)
      report.removed = try store.remove(report, log)
      return report
    }
    var applied = report
    applied.run = run
    return applied
  }

  private func retentionRule(_ purpose: Purpose, _ keep: BantamProgram.Duration) -> RetentionRule {
    let units = keep.count == 1 ? keep.unit.rawValue : keep.unit.rawValue + "s"
    return RetentionRule(
      purpose: purpose.name, cutoff: clock.instant(keep, -1),
      staysOutByHand: purpose.basis != .consent || purpose.condition != nil, reason: "kept for \(keep.count) \(units)")
  }
}
