import BantamSystem
import Foundation
import Testing

@testable import BantamStore
@testable import bantam

/// What holds after any commands: all can be taken back, byte for byte, and every run can be repeated.
///
/// `BANTAM_SEEDS=50` in the environment: so many sequences in place of a few.
struct UndoPropertyTests {
  static let seeds: [UInt64] = {
    let count = ProcessInfo.processInfo.environment["BANTAM_SEEDS"].flatMap(UInt64.init) ?? 4
    return Array(1...count)
  }()

  @Test(arguments: seeds)
  func anythingCanBeTakenBack(_ seed: UInt64) throws {
    let steps = RandomWork.steps(40, seed: seed)
    guard let failure = try play(steps) else { return }
    let least = try shrunk(steps)
    let words = try play(least) ?? failure
    Issue.record("seed \(seed): \(words)\nafter\n\(least.map(\.description).joined(separator: "\n"))")
  }

  /// Takes steps away as long as it still fails.
  private func shrunk(_ steps: [RandomWork.Step]) throws -> [RandomWork.Step] {
    var least = steps
    var size = steps.count / 2
    while size > 0 {
      var start = 0
      while start < least.count {
        var fewer = least
        fewer.removeSubrange(start..<min(start + size, least.count))
        if try play(fewer) != nil { least = fewer } else { start += size }
      }
      size /= 2
    }
    return least
  }

  /// What went wrong; nil: nothing.
  private func play(_ steps: [RandomWork.Step]) throws -> String? {
    let journal = try Journal()
    for step in steps {
      if let failure = try journal.take(step) { return "\(step): \(failure)" }
    }
    if let failure = try journal.replayAll() { return failure }
    if let failure = try journal.takeAllBack() { return failure }
    return try journal.bringAllBack()
  }

  /// A firm with the states before each of its runs.
  final class Journal {
    let firm: Firm
    private var state: Dump
    private var bytes: Data
    private var before: [Int64: Dump] = [:]
    private var end = (run: Int64(0), state: Dump.none)

    init() throws {
      firm = try Firm.small()
      state = try Dump(firm.database)
      bytes = try firm.bytes()
    }

    func take(_ step: RandomWork.Step) throws -> String? {
      switch step {
      case .rules(let rules):
        try firm.setRules(rules)
        return nil
      case .command(let line): return try command(line)
      case .file(let name, let text, let line):
        try firm.write(name, text)
        return try command(line)
      case .undo(let count):
        let run = try firm.latestRun - Int64(count)
        return run < 2 ? nil : try undo(run)
      }
    }

    private func command(_ line: String) throws -> String? {
      let run = try firm.latestRun
      let result = firm.bantam(line)
      return try look(after: result, latest: run)
    }

    /// A run is one step; where none was made nothing changed, not a byte. Nobody sees an error of SQLite itself.
    private func look(after result: Firm.Result, latest: Int64) throws -> String? {
      let made = try firm.latestRun
      let found = try Dump(firm.database)
      let foundBytes = try firm.bytes()
      defer { (state, bytes) = (found, foundBytes) }
      if result.all.contains("BT0816") || result.all.contains("BT0804") { return result.all }
      if made > latest + 1 { return "made \(made - latest) runs" }
      if made == latest + 1 {
        before[made] = state
        return result.status == .failed ? "failed, yet made a run: \(result.all)" : nil
      }
      if found != state { return "no run, but changes: \(found.difference(from: state)) \(result.all)" }
      return foundBytes == bytes ? nil : "no run, but bytes of the file changed \(result.all)"
    }

    /// Also in the middle: then exactly what it wrote goes, or a later run stands in the way.
    private func undo(_ run: Int64) throws -> String? {
      let latest = try firm.latestRun
      let wasUndone = try firm.rows("SELECT undone_by FROM bantam_run WHERE id = \(run) AND undone_by IS NOT NULL")
      let result = firm.bantam("undo \(run)")
      if let failure = try look(after: result, latest: latest) { return failure }
      if result.status == .clean {
        if run == latest, let failure = try compare(with: run) { return failure }
        return try isInverse(run, latest + 1)
      }
      if !wasUndone.isEmpty {
        return result.errors.contains("error[BT0842]") ? nil : "BT0842 expected: \(result.errors)"
      }
      if run == latest { return "the latest run is not taken back: \(result.errors)" }
      return try laterRuns(in: result.errors, than: run) ? nil : "no later run is named: \(result.errors)"
    }

    private func laterRuns(in words: String, than run: Int64) throws -> Bool {
      guard words.contains("error[BT0844]") else { return false }
      let named = words.split(separator: "run ").compactMap { part -> Int64? in
        let number = part.prefix { $0.isNumber }
        return part.dropFirst(number.count).hasPrefix(" (`") ? Int64(number) : nil
      }
      return !named.isEmpty && named.allSatisfy { $0 > run } && !words.contains("another program")
    }

    private func compare(with run: Int64) throws -> String? {
      guard let expected = before[run], expected != state else { return nil }
      return "run \(run) taken back leaves \(state.difference(from: expected))"
    }

    private func isInverse(_ run: Int64, _ undo: Int64) throws -> String? {
      let (done, undone) = (try changes(run, isInverse: true), try changes(undo, isInverse: false))
      if done == undone { return nil }
      return "run \(undo) is not the inverse of run \(run): \(undone.symmetricDifference(done).sorted().prefix(4))"
    }

    private func changes(_ run: Int64, isInverse: Bool) throws -> Set<String> {
      let rows = try Database(path: firm.database, mode: .readOnly).prepare(
        "SELECT changes FROM bantam_run WHERE id = ?")
      try rows.bind(1, run)
      guard try rows.step() else { return ["no run \(run)"] }
      let changes = ChangeSet(bytes: rows.blob(0))
      var found: Set<String> = []
      (isInverse ? changes.inverse : changes)?.each { change in
        found.insert("\(change.table) \(change.operation) \(change.key) \(change.before) \(change.after)")
      }
      return found
    }

    // MARK: At the end

    func replayAll() throws -> String? {
      let runs = try firm.rows("SELECT id FROM bantam_run WHERE command IN ('run', 'apply') ORDER BY id")
      for run in runs {
        let result = firm.bantam("replay \(run)")
        if result.status != .clean || !result.output.contains("gives the same again, byte for byte") {
          return "replay \(run): \(result.all)"
        }
      }
      return try Dump(firm.database) == state ? nil : "replay changed something"
    }

    func takeAllBack() throws -> String? {
      end = (try firm.latestRun, state)
      for run in stride(from: end.run, to: 1, by: -1) {
        let result = firm.bantam("undo \(run)")
        if result.status != .clean { return "undo \(run): \(result.all)" }
        state = try Dump(firm.database)
        if let failure = try compare(with: run) { return failure }
      }
      return nil
    }

    /// Takes the takings back back, the last one first.
    func bringAllBack() throws -> String? {
      before[end.run + 1] = end.state
      for run in stride(from: try firm.latestRun, to: end.run, by: -1) {
        let taken = try firm.rows("SELECT undoes FROM bantam_run WHERE id = \(run)").first.flatMap(Int64.init) ?? 0
        let result = firm.bantam("undo \(run)")
        if result.status != .clean { return "bringing run \(taken) back, undo \(run): \(result.all)" }
        state = try Dump(firm.database)
        if let failure = try compare(with: taken + 1) { return "bringing back: " + failure }
      }
      return try damages(firm.database).first
    }
  }
}
