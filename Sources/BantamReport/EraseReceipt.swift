import BantamDiagnostics
import BantamSession
import BantamStore

/// The receipt of an erasure: what was removed, when and by whom. Of the contact it holds the key only.
public struct EraseReceipt {
  private let erasure: Erasure
  private let at: String
  private let actor: String
  private let database: String
  private let isDryRun: Bool

  /// `at`: ISO 8601, when it was done. `isDryRun`: it was only looked at.
  public init(_ erasure: Erasure, at: String, actor: String, database: String, isDryRun: Bool = false) {
    self.isDryRun = isDryRun
    self.erasure = erasure
    self.at = at
    self.actor = actor
    self.database = database
  }

  public var text: String {
    var text = "Contact \(erasure.contact.text) "
    text += isDryRun ? "would be erased from `\(database)`; nothing was changed.\n\n" : "was erased from `\(database)` "
    if !isDryRun { text += "on \(at)\(actor.isEmpty ? "" : " by \(actor)"), run \(erasure.run).\n\n" }
    var table = Table([.init(isDryRun ? "to remove from" : "removed from"), .init("rows", .right)])
    table.rows = erasure.removed.map { [$0.table, grouped($0.rows)] }
    if erasure.changes > 0 {
      table.rows.append(["journal, changes in \(counted(erasure.runs, "run"))", grouped(erasure.changes)])
    }
    if erasure.words > 0 { table.rows.append(["journal, words of a run", grouped(erasure.words)]) }
    if erasure.rules > 0 { table.rows.append(["rules kept for replay", grouped(erasure.rules)]) }
    text += table.rows.isEmpty ? "Nothing was known about it.\n" : table.text()
    text += "\n" + notes.map { $0 + "\n" }.joined()
    return text
  }

  public var notes: [String] {
    var notes: [String] = []
    if erasure.hashes > 0 {
      notes.append("An import will not bring it back: \(counted(erasure.hashes, "salted hash", "salted hashes")) kept.")
    }
    if erasure.canComeBack {
      notes.append(
        "ATTENTION: the next import that has this contact WILL BRING IT BACK. It has no e-mail address of its own, no "
          + "customer number, and no name with a postcode by which it would be known. Take it out of the files that are "
          + "imported; or give it an e-mail address, a number or a postcode as those files have it, before it is erased."
      )
    }
    if erasure.persons > 0 {
      notes.append("\(counted(erasure.persons, "person")) of the company stayed: they are contacts of their own.")
    }
    for table in erasure.otherTables {
      notes.append("The table `\(table)` belongs to another program: erase its rows there, else runs find them again.")
    }
    if !isDryRun { notes.append(Self.words(erasure.compaction)) }
    notes.append("Exports, plans, rejected rows and copies of the database are files of their own: look there too.")
    return notes
  }

  /// What became of the file.
  public static func words(_ compaction: Erasure.Compaction) -> String {
    switch compaction {
    case .done: "The file was written anew without it."
    case .notAllowed(let table):
      "The rows were overwritten. What was freed before may still hold traces, until `\(table)` may be rewritten: VACUUM."
    case .failed(let error):
      "The rows were overwritten, but the file could not be written anew (\(error.diagnostic.message)): erase again."
    }
  }

  public var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("contact", erasure.contact)
      writer.member("at", at)
      writer.member("actor", actor)
      writer.member("is_dry_run", isDryRun)
      writer.member("run", isDryRun ? nil : erasure.run)
      writer.object("removed") { writer in
        for removed in erasure.removed { writer.member(removed.table, removed.rows) }
      }
      writer.member("journal_runs", erasure.runs)
      writer.member("journal_changes", erasure.changes)
      writer.member("journal_words", erasure.words)
      writer.member("rules", erasure.rules)
      writer.member("persons_left", erasure.persons)
      writer.member("hashes", erasure.hashes)
      writer.member("can_come_back", erasure.canComeBack)
      writer.member("other_tables", strings: erasure.otherTables)
      writer.member("is_compacted", !isDryRun && erasure.compaction == .done)
    }
    writer.endLine()
    return writer.text
  }
}
