import BantamDiagnostics
import BantamReport
import BantamSession
import BantamStore

/// `bantam cache [PATH]`: the column snapshot beside the contact database.
enum CacheCommand {
  static let command = Command(
    name: "cache",
    summary: "show, check, make or drop the fast copy of the contacts",
    description: """
      Beside the database lies a copy of its contacts by column, which makes runs fast. It is made by itself, from \(SQLiteContactStore.snapshotContacts) \
      contacts on, used only where it is of the database's own state, and can be dropped at any time: nothing is lost.
      """,
    arguments: [.rules],
    options: [
      .database, Option("check", help: "read all of it and compare its checksums; ends with 1 where it is damaged"),
      Option("make", help: "make it, or bring it forward, for the columns of all fields"),
      Option("drop", help: "take it away"), .json,
    ],
    groups: [OptionGroup(names: ["check", "make", "drop"])],
    examples: [
      Example("is there one, and does it fit?", "bantam cache demo"),
      Example("before the database is handed on", "bantam cache demo --drop"),
    ],
    run: run)

  private static func run(_ invocation: Invocation, _ console: Console) -> ExitStatus {
    console.atDesk(invocation, rules: invocation.rulesPath, isWriting: false) { desk throws(RunFailure) in
      if invocation.has("drop") {
        let wasThere = try desk.dropSnapshot()
        console.write(
          invocation.has("json")
            ? json(nil) : wasThere ? "The copy is gone; the next run makes a new one.\n" : "There was no copy.\n")
        return .clean
      }
      let state =
        try invocation.has("make") ? desk.makeSnapshot() : desk.snapshotState(checksAll: invocation.has("check"))
      if invocation.has("make"), state == nil, !invocation.has("json") {
        console.write(
          "Nothing was made: with fewer than \(grouped(SQLiteContactStore.snapshotContacts)) contacts the tables are as fast.\n"
        )
        return .clean
      }
      console.write(invocation.has("json") ? json(state) : text(state, isChecked: invocation.has("check")))
      return invocation.has("check") && state?.fitness == .damaged ? .findings : .clean
    }
  }

  private static func text(_ state: SnapshotState?, isChecked: Bool) -> String {
    guard let state else {
      return
        "There is no copy. Runs make one where there are \(SQLiteContactStore.snapshotContacts) contacts or more.\n"
    }
    var text = "\(state.path): \(size(state.byteCount))\n"
    if state.fitness != .damaged {
      text += "  \(counted(state.contacts, "contact")), \(counted(state.columns.count, "column"))"
      text += state.activities.map { "; \(counted($0, "activity", "activities"))" } ?? ""
      text += "\n"
    }
    return text + "  \(words(state.fitness, isChecked: isChecked))\n"
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000 ? "\(grouped((bytes + 999) / 1000)) kB" : "\(grouped(bytes / 1_000_000)) MB"
  }

  private static func words(_ fitness: SnapshotState.Fitness, isChecked: Bool) -> String {
    switch fitness {
    case .usable(0): isChecked ? "It fits, and every block is as it was written." : "It fits."
    case .usable(let changed): "It fits, but for \(counted(changed, "contact")) that changed and are read again."
    case .outdated: "The database has changed since, and nothing says where: the next run makes a new one."
    case .foreign: "It is of other tables, or of another version: the next run makes a new one."
    case .damaged: "It is damaged and will not be used: the next run makes a new one."
    }
  }

  private static func json(_ state: SnapshotState?) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      guard let state else { return writer.member("state", "none") }
      writer.member("path", state.path)
      switch state.fitness {
      case .usable(let changed):
        writer.member("state", "usable")
        writer.member("changed", changed)
      case .outdated: writer.member("state", "outdated")
      case .foreign: writer.member("state", "foreign")
      case .damaged: writer.member("state", "damaged")
      }
      writer.member("bytes", state.byteCount)
      writer.member("contacts", state.contacts)
      if let activities = state.activities { writer.member("activities", activities) }
      writer.key("columns")
      writer.array { writer in for column in state.columns { writer.string(column) } }
    }
    writer.endLine()
    return writer.text
  }
}
